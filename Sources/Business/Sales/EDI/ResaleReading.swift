import Kernel
import X12

/// Reads an 867, Product Transfer and Resale Report: what a distributor sold on, to whom.
///
/// PTD opens a sale with its days and parties; QTY, LIN, UIT and AMT tell each line of it. Some senders put LIN before
/// QTY, or the parties behind their lines: both are read.
struct ResaleReading {
  private struct Line {
    var quantity: X12Segment?
    var item: EDISale.Item?
    var price: Int64?
    var amount: Int64?
    var pack: Int64?
    var days: ClosedRange<Day>?
    /// LIN came before QTY: another QTY is then of the same item.
    var isItemFirst = false
    var isRejected = false
  }

  /// Sites and days as far as a level (the report, a sale) names them.
  private struct Place {
    var sites: [String: EDISale.Site] = [:]
    var dates: [String: ClosedRange<Day>] = [:]
    var lastRole = ""

    var days: ClosedRange<Day>? {
      if let first = dates["090"], let last = dates["091"], first.lowerBound <= last.upperBound {
        return first.lowerBound...last.upperBound
      }
      return ["003", "011", "035", "514", "007", "194", "090", "091"].compactMap { dates[$0] }.first
    }

    func site(_ roles: [String]) -> EDISale.Site? { roles.compactMap { sites[$0] }.first }
  }

  private(set) var sales: [EDISale] = []
  private(set) var rejects: [EDIReject] = []
  var notes = EDINotes()

  private var report = Place()
  private var sale = Place()
  private var isInSale = false
  private var transfer: EDITransfer?
  private var line: Line?
  private var hasLines = false

  /// To whom goods went, and who sold them where a report names no buyer.
  private static let buyers = ["ST", "EU", "BY", "UC", "BT"]
  private static let sellers = ["DS", "DB", "SE", "WH", "SF", "BY", "ST", "EU"]

  mutating func takeOver() -> (sales: [EDISale], rejects: [EDIReject]) {
    defer {
      sales.removeAll(keepingCapacity: true)
      rejects.removeAll(keepingCapacity: true)
    }
    return (sales, rejects)
  }

  mutating func take(_ segment: X12Segment) throws {
    switch segment.tag {
    case "BPT": try checkPurpose(segment)
    case "PTD": beginSale(segment)
    case "DTM": try readDate(segment)
    case "N1": readParty(segment)
    case "N4":
      if isInSale {
        sale.sites[sale.lastRole]?.city = segment[1]
      } else {
        report.sites[report.lastRole]?.city = segment[1]
      }
    case "QTY": readQuantity(segment)
    case "LIN": readItem(segment)
    case "PID":
      if let name = line?.item?.name, name.isEmpty { line?.item?.name = segment[5] }
    case "PO4": line?.pack = EDILine.pack(segment)
    case "UIT", "CTP", "AMT": readMoney(segment)
    case "CTT", "SE": endSale()
    default: break
    }
  }

  // MARK: - Head

  private func checkPurpose(_ bpt: X12Segment) throws {
    guard ["01", "03"].contains(bpt[1]) else { return }
    throw bpt.fault(1, "the report cancels an earlier one. Undo the import of that one instead.")
  }

  private mutating func beginSale(_ ptd: X12Segment) {
    endSale()
    isInSale = true
    transfer = EDITransfer.type(ptd[1])
    if transfer == nil {
      rejects.append(
        EDILine.reject(
          ptd, 1,
          "No kind of transfer that is known: SS is a sale from stock, RP a return. Its lines were left out. "
            + "Ask the sender what it means."))
    }
  }

  private mutating func endSale() {
    endLine()
    (sale, isInSale, hasLines, transfer) = (Place(), false, false, nil)
  }

  private mutating func readDate(_ dtm: X12Segment) throws {
    let days: ClosedRange<Day>
    if !dtm[2].isEmpty {
      let day = try dtm.day(2)
      days = day...day
    } else if !dtm[6].isEmpty {
      days = try dtm.days(6, format: 5)
    } else {
      return
    }
    if line != nil {
      if ["003", "011", "035", "514", "007"].contains(dtm[1]) { line?.days = days }
    } else if isInSale {
      sale.dates[dtm[1]] = days
    } else {
      report.dates[dtm[1]] = days
    }
  }

  /// A buyer behind the lines of a sale is theirs where none was named before, and else the next one's.
  private mutating func readParty(_ n1: X12Segment) {
    guard isInSale else {
      endLine()
      report.lastRole = n1[1]
      report.sites[n1[1]] = EDILine.site(n1)
      return
    }
    if line != nil, sale.sites[n1[1]] != nil || hasLines {
      endLine()
      if sale.sites[n1[1]] != nil { (sale.sites, hasLines) = ([:], false) }
    }
    sale.lastRole = n1[1]
    sale.sites[n1[1]] = EDILine.site(n1)
  }

  // MARK: - Lines

  private mutating func readQuantity(_ qty: X12Segment) {
    if let open = line, open.quantity != nil {
      let kept = open.isItemFirst ? open : nil
      endLine()
      line = Line(item: kept?.item, price: kept?.price, pack: kept?.pack, days: kept?.days)
      line?.isItemFirst = kept != nil
      line?.isRejected = kept?.isRejected ?? false
    }
    if line == nil { line = Line() }
    line?.quantity = qty
  }

  private mutating func readItem(_ lin: X12Segment) {
    if let open = line, open.item != nil || open.isItemFirst || open.isRejected { endLine() }
    var open = line ?? Line()
    open.isItemFirst = open.quantity == nil
    do throws(EDIReject) { open.item = try EDILine.item(lin) } catch {
      rejects.append(error)
      open.isRejected = true
    }
    line = open
  }

  private mutating func readMoney(_ segment: X12Segment) {
    guard line != nil else { return }
    do throws(EDIReject) {
      if segment.tag == "AMT" {
        guard ["1", "TT", "LI", "5", "AAO"].contains(segment[1]) else {
          return notes.leaveOut("amounts of the kind \(segment[1])")
        }
        line?.amount = try EDILine.number(segment, 2, scale: EDISale.valueScale)
      } else if let price = try EDILine.price(segment) {
        line?.price = price
      }
    } catch {
      rejects.append(error)
      line?.isRejected = true
    }
  }

  private mutating func endLine() {
    guard let line else { return }
    self.line = nil
    hasLines = true
    guard !line.isRejected, let qty = line.quantity else { return }
    do throws(EDIReject) {
      if let found = try sold(line, qty) { sales.append(found) }
    } catch { rejects.append(error) }
  }

  private mutating func sold(_ line: Line, _ qty: X12Segment) throws(EDIReject) -> EDISale? {
    guard let meaning = EDIQuantity.qualifier(qty[1]) else {
      throw EDILine.reject(
        qty, 1,
        "No quantity that is known: 32 is sold, 76 returned, 33 in stock. Ask the sender what it means.")
    }
    var isReturn = meaning == .returned
    if case .other(let what) = meaning {
      notes.leaveOut(what)
      return nil
    }
    switch transfer {
    case .other(let what)?:
      notes.leaveOut(what)
      return nil
    case .goodsBack?: isReturn = true
    case .sale?: break
    case nil where isInSale: return nil
    case nil: break
    }
    guard let item = line.item else {
      throw EDILine.reject(qty, 2, "No LIN says of which item. Ask the sender for it.")
    }
    guard let site = sale.site(Self.buyers) ?? report.site(Self.sellers) else {
      throw EDILine.reject(
        qty, 2, "No N1 says who bought or sold it. Ask the sender for N1 with ST, EU or DB.")
    }
    guard let days = line.days ?? sale.days ?? report.days else {
      throw EDILine.reject(
        qty, 2, "No DTM says when it was sold. Ask the sender for DTM 003, or 090 and 091.")
    }
    guard days.count <= 7 else { throw ActivityReading.tooLong(days, qty, 2) }
    let unit = qty[3, 1]
    let units = try EDILine.units(qty, 2, unit: unit, pack: line.pack)
    isReturn = isReturn || units < 0
    return EDISale(
      site: site, item: item, days: days, units: isReturn ? -abs(units) : units,
      value: line.amount.map { isReturn ? -abs($0) : $0 },
      price: EDIUnit.isCounted(unit) && line.amount == nil ? line.price : nil, segment: qty.number)
  }
}
