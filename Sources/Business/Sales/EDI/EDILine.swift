import Kernel
import X12

/// Reads what 852 and 867 have in common: items, units, prices, parties, days.
enum EDILine {
  /// The best code that LIN offers: pairs of qualifier and code from its second element on.
  static func item(_ lin: X12Segment) throws(EDIReject) -> EDISale.Item {
    var codes: [String: String] = [:], unknown: String?
    for place in stride(from: 2, to: lin.elements.count, by: 2) {
      let qualifier = lin[place], code = lin[place + 1]
      if qualifier.isEmpty && code.isEmpty { continue }
      if EDIItemCode.preferred.contains(qualifier) {
        if !code.isEmpty, codes[qualifier] == nil { codes[qualifier] = code }
      } else if !EDIItemCode.attributes.contains(qualifier), unknown == nil {
        unknown = qualifier
      }
    }
    if let best = EDIItemCode.preferred.first(where: { codes[$0] != nil }) {
      return EDISale.Item(code: codes[best] ?? "", qualifier: best)
    }
    guard let unknown else {
      throw EDIReject(
        segment: lin.number, field: "LIN03", reason: "The item has no code. Ask the sender for UP, EN or IN.",
        text: lin[3])
    }
    throw EDIReject(
      segment: lin.number, field: "LIN02",
      reason:
        "The qualifier “\(unknown)” names no item code that is read. Ask the sender for UP (UPC), EN (EAN), "
        + "UK (GTIN), VN (your own number), IN or CB (theirs).", text: unknown)
  }

  /// A quantity in thousandths of single items; cases are taken apart where PO4 says how many they hold.
  static func units(
    _ segment: X12Segment, _ place: Int, unit: String, pack: Int64?
  ) throws(EDIReject) -> Int64 {
    let quantity = try number(segment, place, scale: EDISale.unitsScale)
    if EDIUnit.isCounted(unit) { return quantity }
    guard let pack else {
      throw reject(
        segment, place,
        "The quantity is in “\(unit)”, and no PO4 says how many single items one holds. Ask the "
          + "sender for EA, or for PO4 with the pack.")
    }
    let (product, overflow) = quantity.multipliedReportingOverflow(by: pack)
    if overflow { throw reject(segment, place, "The quantity is beyond what can be counted. Correct it.") }
    return product
  }

  static func number(_ segment: X12Segment, _ place: Int, scale: Int) throws(EDIReject) -> Int64 {
    do { return try segment.number(place, scale: scale) } catch { throw EDIReject(error) }
  }

  static func reject(_ segment: X12Segment, _ place: Int, _ reason: String) -> EDIReject {
    EDIReject(
      segment: segment.number, field: "\(segment.tag)\(place < 10 ? "0" : "")\(place)", reason: reason,
      text: String(segment[place].prefix(80)))
  }

  /// PO401, the pack: how many single items a case holds.
  static func pack(_ po4: X12Segment) -> Int64? {
    guard let pack = Int64(po4[1]), pack > 0 else { return nil }
    return pack
  }

  /// CTP03 or UIT02, where it is what a buyer pays.
  static func price(_ segment: X12Segment) throws(EDIReject) -> Int64? {
    let place = segment.tag == "CTP" ? 3 : 2
    if segment.tag == "CTP", !EDIPrice.ofSale.contains(segment[2]) { return nil }
    return segment[place].isEmpty ? nil : try number(segment, place, scale: EDISale.priceScale)
  }

  /// N1 with its code, or with its name where a partner gives no codes.
  static func site(_ n1: X12Segment) -> EDISale.Site? {
    let code = n1[4].isEmpty ? n1[2] : n1[4]
    return code.isEmpty ? nil : EDISale.Site(code: code, name: n1[2])
  }
}

extension EDIReject {
  /// What the reader found wrong with an element.
  init(_ refusal: X12Refusal) {
    guard case .element(let segment, let tag, let element, let found, let reason) = refusal else {
      self.init(segment: refusal.segment, field: "segment", reason: refusal.reason, text: "")
      return
    }
    self.init(
      segment: segment, field: "\(tag)\(element < 10 ? "0" : "")\(element)",
      reason: reason.prefix(1).uppercased() + reason.dropFirst() + " Correct it.",
      text: String(found.prefix(80)))
  }
}

/// What a report brought along that is no sale, and what was read in spite of itself.
struct EDINotes {
  /// Quantities that are no sales, by what they are.
  private(set) var leftOut: [String: Int] = [:]
  private(set) var warnings: [String] = []
  private(set) var warned = 0
  private static let most = 50

  mutating func leaveOut(_ what: String) { leftOut[what, default: 0] += 1 }

  mutating func warn(_ segment: Int, _ text: String) {
    warned += 1
    if warnings.count < Self.most { warnings.append("Segment \(segment): \(text)") }
  }
}
