import Kernel
import X12

/// Reads an 852, Product Activity Data: what a retailer's stores sold and have of each item.
///
/// XQ gives the days, LIN an item, ZA a quantity of it, SDQ that quantity store by store. Without SDQ the quantity is of
/// the party in N1.
struct ActivityReading {
  /// What an item's activities come to at one site in one stretch of days.
  private struct Key: Hashable {
    let site: EDISale.Site
    let days: ClosedRange<Day>
    let isReturn: Bool
  }

  private struct Figures {
    var segment: Int
    var units: Int64?
    var value: Int64?
    var price: Int64?
  }

  private struct Activity {
    let segment: X12Segment
    let meaning: EDIQuantity
    var days: ClosedRange<Day>?
    var unit: String
    var price: Int64?
    var shared: Int64 = 0
    var isShared = false
  }

  private(set) var sales: [EDISale] = []
  private(set) var rejects: [EDIReject] = []
  var notes = EDINotes()

  private var days: ClosedRange<Day>?
  private var sites: [String: EDISale.Site] = [:]
  private var lastRole = ""
  private var item: EDISale.Item?
  private var isItemRejected = false
  private var price: Int64?
  private var pack: Int64?
  private var activity: Activity?
  private var soldCode: String?
  private var order: [Key] = []
  private var figures: [Key: Figures] = [:]

  /// Roles of N1 that are the place of the sale, the most exact first.
  private static let roles = ["SN", "ST", "RL", "WH", "DC", "BY", "Z7"]
  /// More activities than this in one item are no report.
  private static let mostKeys = 500_000

  mutating func takeOver() -> (sales: [EDISale], rejects: [EDIReject]) {
    defer {
      sales.removeAll(keepingCapacity: true)
      rejects.removeAll(keepingCapacity: true)
    }
    return (sales, rejects)
  }

  mutating func take(_ segment: X12Segment) throws {
    switch segment.tag {
    case "XQ": try readPeriod(segment)
    case "N1":
      lastRole = segment[1]
      sites[lastRole] = EDILine.site(segment)
    case "N4": sites[lastRole]?.city = segment[1]
    case "DTM": try readDate(segment)
    case "LIN": beginItem(segment)
    case "PID" where item != nil:
      if let name = item?.name, name.isEmpty { item?.name = segment[5] }
    case "PO4" where item != nil: pack = EDILine.pack(segment)
    case "CTP" where item != nil || isItemRejected: readPrice(segment)
    case "ZA": beginActivity(segment)
    case "SDQ": readStores(segment)
    case "CTT", "SE": endItem()
    default: break
    }
  }

  // MARK: - Head

  /// A report whose days can't be read can't be booked anywhere: it is refused as a whole.
  private mutating func readPeriod(_ xq: X12Segment) throws {
    let first = try xq.day(2), last = xq[3].isEmpty ? first : try xq.day(3)
    guard first <= last else { throw xq.fault(3, "the period ends before it begins. Correct it.") }
    days = first...last
  }

  private mutating func readDate(_ dtm: X12Segment) throws {
    guard item == nil, !isItemRejected, !dtm[2].isEmpty else { return }
    switch dtm[1] {
    case "090": days = try Self.range(dtm.day(2), days?.upperBound)
    case "091": days = try Self.range(days?.lowerBound ?? dtm.day(2), dtm.day(2))
    default: break
    }
  }

  private static func range(_ first: Day, _ last: Day?) -> ClosedRange<Day> {
    first...max(first, last ?? first)
  }

  // MARK: - Items

  private mutating func beginItem(_ lin: X12Segment) {
    endItem()
    do throws(EDIReject) { item = try EDILine.item(lin) } catch {
      rejects.append(error)
      isItemRejected = true
    }
  }

  private mutating func endItem() {
    endActivity()
    if let item {
      for key in order {
        guard let figure = figures[key] else { continue }
        sales.append(
          EDISale(
            site: key.site, item: item, days: key.days, units: figure.units ?? 0, value: figure.value,
            price: figure.value == nil ? figure.price : nil, segment: figure.segment))
      }
    }
    order.removeAll(keepingCapacity: true)
    figures.removeAll(keepingCapacity: true)
    (item, price, pack, soldCode, isItemRejected) = (nil, nil, nil, nil, false)
  }

  private mutating func readPrice(_ ctp: X12Segment) {
    do throws(EDIReject) {
      guard let found = try EDILine.price(ctp) else { return notes.leaveOut("prices of the kind \(ctp[2])") }
      if activity == nil { price = found } else { activity?.price = found }
    } catch { rejects.append(error) }
  }

  // MARK: - Activities

  private mutating func beginActivity(_ za: X12Segment) {
    endActivity()
    guard item != nil else {
      if !isItemRejected {
        rejects.append(EDILine.reject(za, 1, "No LIN says of which item. Ask the sender for it."))
      }
      return
    }
    guard let meaning = EDIQuantity.activity(za[1]) else {
      rejects.append(
        EDILine.reject(
          za, 1,
          "No activity that is known: QS is sold, QU returned, QA on hand. Ask the sender what it means."))
      return
    }
    var own = days
    if ["007", "090", "091", "514"].contains(za[4]), let day = X12Day.read(za[5]) { own = day...day }
    activity = Activity(segment: za, meaning: meaning, days: own, unit: za[3], price: nil)
  }

  /// Pairs of store and quantity behind a unit and the kind of the stores' codes.
  private mutating func readStores(_ sdq: X12Segment) {
    guard var activity else { return }
    activity.isShared = true
    if !sdq[1].isEmpty { activity.unit = sdq[1] }
    self.activity = activity
    for place in stride(from: 3, to: min(sdq.elements.count, 22), by: 2) {
      let code = sdq[place]
      if code.isEmpty, sdq[place + 1].isEmpty { continue }
      do throws(EDIReject) {
        guard !code.isEmpty else {
          throw EDILine.reject(sdq, place, "The store's code is missing. Fill it in.")
        }
        try add(sdq, place + 1, at: EDISale.Site(code: code))
      } catch { rejects.append(error) }
    }
  }

  private mutating func endActivity() {
    guard let activity else { return }
    defer { self.activity = nil }
    let za = activity.segment
    if activity.isShared {
      checkSum(activity)
    } else if !za[2].isEmpty {
      do throws(EDIReject) {
        guard let site = Self.roles.compactMap({ sites[$0] }).first else {
          throw EDILine.reject(
            za, 2,
            "No store is named: neither SDQ nor an N1 of the kind ST, SN or RL. Ask the sender for one.")
        }
        try add(za, 2, at: site)
      } catch { rejects.append(error) }
    }
  }

  /// ZA's own quantity is the sum of its stores; where it is not, both are told and the stores count.
  private mutating func checkSum(_ activity: Activity) {
    let za = activity.segment
    guard za[3] == activity.unit, let total = X12Number.real(za[2], scale: EDISale.valueScale) else { return }
    if total != activity.shared {
      let sum = X12Number.text(activity.shared, scale: EDISale.valueScale)
      notes.warn(za.number, "ZA says \(za[2]), its stores add up to \(sum). The stores' figures were taken.")
    }
  }

  private mutating func add(
    _ segment: X12Segment, _ place: Int, at site: EDISale.Site
  ) throws(EDIReject) {
    guard let activity else { return }
    let isMoney = activity.unit == EDIUnit.money
    if let plain = X12Number.real(segment[place], scale: EDISale.valueScale) {
      self.activity?.shared = activity.shared.addingReportingOverflow(plain).partialValue
    }
    switch activity.meaning {
    case .other(let what): return notes.leaveOut(what)
    case .sold, .soldNet: try checkSoldOnce(segment, activity.segment[1])
    case .returned: break
    }
    guard let days = activity.days else {
      throw EDILine.reject(
        segment, place, "XQ gives no days for it. Ask the sender for the reporting period.")
    }
    guard days.count <= 7 else { throw Self.tooLong(days, segment, place) }
    let isReturn = activity.meaning == .returned
    let figure =
      isMoney
      ? try EDILine.number(segment, place, scale: EDISale.valueScale)
      : try EDILine.units(segment, place, unit: activity.unit, pack: pack)
    let signed = isReturn ? -abs(figure) : figure
    try keep(signed, isMoney, Key(site: site, days: days, isReturn: isReturn), segment)
  }

  static func tooLong(_ days: ClosedRange<Day>, _ segment: X12Segment, _ place: Int) -> EDIReject {
    EDILine.reject(
      segment, place,
      "The figure covers \(days.count) days (\(days.lowerBound) to \(days.upperBound)), and which weeks they belong "
        + "to can't be known. Ask the sender for weekly or daily reports.")
  }

  /// Two kinds of sales of one item, gross and net or total and retail, would count the same goods twice.
  private mutating func checkSoldOnce(_ segment: X12Segment, _ code: String) throws(EDIReject) {
    if let soldCode, soldCode != code {
      throw EDIReject(
        segment: segment.number, field: "ZA01",
        reason:
          "The item's sales stand under \(soldCode) already; \(code) would count them twice. Ask the sender "
          + "for one of them.", text: code)
    }
    soldCode = code
  }

  private mutating func keep(
    _ figure: Int64, _ isMoney: Bool, _ key: Key, _ segment: X12Segment
  ) throws(EDIReject) {
    if figures[key] == nil {
      guard order.count < Self.mostKeys else {
        throw EDIReject(
          segment: segment.number, field: "SDQ",
          reason: "One item has more than \(Self.mostKeys) figures. Split it.",
          text: "")
      }
      order.append(key)
      // A price stands for one of its unit: that of a single item says nothing about a case.
      let isCounted = EDIUnit.isCounted(activity?.unit ?? "")
      figures[key] = Figures(segment: segment.number, price: isCounted ? activity?.price ?? price : nil)
    }
    let old = isMoney ? figures[key]?.value : figures[key]?.units
    let (sum, overflow) = (old ?? 0).addingReportingOverflow(figure)
    if overflow {
      throw EDIReject(
        segment: segment.number, field: segment.tag, reason: "The figures add up beyond what can be counted.",
        text: "")
    }
    if old != nil {
      notes.warn(
        segment.number, "the store \(key.site.code) stands twice under one activity; both were added.")
    }
    if isMoney { figures[key]?.value = sum } else { figures[key]?.units = sum }
  }
}
