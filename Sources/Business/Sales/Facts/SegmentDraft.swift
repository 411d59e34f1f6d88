/// Everything decided about a segment before its first byte is written.
struct SegmentDraft {
  private let columns: FactColumns
  private let plans: [ColumnPlan]
  private let layout: SegmentLayout
  private let sites: [Int32]
  private let starts: [Int]
  private let firstWeek: Int32, lastWeek: Int32

  init(_ columns: FactColumns) throws(SegmentFault) {
    guard columns.count <= Int(Int32.max) else { throw .tooManyRows(columns.count) }
    if let row = Self.firstUnsorted(columns) { throw .unsorted(row: row) }
    firstWeek = columns.weeks.min() ?? 0
    lastWeek = columns.weeks.max() ?? 0
    let span = Int(lastWeek) - Int(firstWeek)
    guard span <= 0xffff else { throw .weeksTooFarApart(first: firstWeek, last: lastWeek) }
    (sites, starts) = Self.directory(columns.sites)
    let siteSpan = UInt64((sites.last.map(Int.init) ?? 0) - (sites.first.map(Int.init) ?? 0))
    let oneRowEach = sites.count == columns.count
    self.columns = columns
    plans = columns.measures.indices.compactMap { ColumnPlan(columns, place: $0) }
    layout = SegmentLayout(
      rows: columns.count, sites: sites.count, siteWidth: PackedNumbers.width(for: siteSpan),
      startWidth: oneRowEach ? SegmentLayout.startIsIndex : PackedNumbers.width(for: UInt64(columns.count)),
      weekWidth: PackedNumbers.width(for: UInt64(span)), columnCount: plans.count)
  }

  private static func firstUnsorted(_ columns: FactColumns) -> Int? {
    let sites = columns.sites, weeks = columns.weeks
    for row in sites.indices.dropFirst() {
      let ascends = sites[row - 1] == sites[row] ? weeks[row - 1] < weeks[row] : sites[row - 1] < sites[row]
      if !ascends { return row }
    }
    return nil
  }

  private static func directory(_ rows: [Int32]) -> (sites: [Int32], starts: [Int]) {
    var sites: [Int32] = [], starts: [Int] = []
    for (row, site) in rows.enumerated() where row == 0 || rows[row - 1] != site {
      sites.append(site)
      starts.append(row)
    }
    return (sites, starts + [rows.count])
  }

  var size: Int {
    plans.reduce(layout.columnsAt) { $0 + $1.width * layout.rows + ($1.hasNulls ? layout.bitmapSize : 0) }
  }

  func write(to target: UnsafeMutableRawPointer) {
    writeHeader(to: target)
    for (place, plan) in plans.enumerated() {
      let at = target + SegmentLayout.headerSize + place * SegmentLayout.columnHeaderSize
      at.storeBytes(of: 0, as: UInt64.self)
      at.storeBytes(of: plan.measure.rawValue, as: UInt8.self)
      at.storeBytes(of: UInt8(plan.width), toByteOffset: 1, as: UInt8.self)
      at.storeBytes(of: plan.hasNulls ? 1 : 0, toByteOffset: 2, as: UInt8.self)
      at.storeBytes(of: plan.base.littleEndian, toByteOffset: 8, as: Int64.self)
      at.storeBytes(of: plan.divisor.littleEndian, toByteOffset: 16, as: UInt64.self)
    }
    writeKeys(to: target)
    var at = layout.columnsAt
    for plan in plans {
      plan.write(present: columns.present, to: target + at)
      at += plan.width * layout.rows
    }
    for plan in plans where plan.hasNulls {
      plan.writeBitmap(present: columns.present, to: target + at)
      at += layout.bitmapSize
    }
  }

  private func writeHeader(to target: UnsafeMutableRawPointer) {
    target.storeBytes(of: SegmentLayout.magic.littleEndian, as: UInt32.self)
    target.storeBytes(of: UInt16(SegmentLayout.version).littleEndian, toByteOffset: 4, as: UInt16.self)
    target.storeBytes(of: UInt8(layout.siteWidth), toByteOffset: 6, as: UInt8.self)
    target.storeBytes(of: UInt8(layout.startWidth), toByteOffset: 7, as: UInt8.self)
    target.storeBytes(of: UInt32(layout.rows).littleEndian, toByteOffset: 8, as: UInt32.self)
    target.storeBytes(of: UInt32(layout.sites).littleEndian, toByteOffset: 12, as: UInt32.self)
    target.storeBytes(of: firstWeek.littleEndian, toByteOffset: 16, as: Int32.self)
    target.storeBytes(of: lastWeek.littleEndian, toByteOffset: 20, as: Int32.self)
    target.storeBytes(of: (sites.first ?? 0).littleEndian, toByteOffset: 24, as: Int32.self)
    target.storeBytes(of: UInt8(layout.weekWidth), toByteOffset: 28, as: UInt8.self)
    target.storeBytes(of: UInt8(layout.columnCount), toByteOffset: 29, as: UInt8.self)
    target.storeBytes(of: 0, toByteOffset: 30, as: UInt16.self)
  }

  private func writeKeys(to target: UnsafeMutableRawPointer) {
    let lowest = Int(sites.first ?? 0)
    PackedNumbers.write(layout.sites, width: layout.siteWidth, to: target + layout.sitesAt) {
      UInt64(Int(sites[$0]) - lowest)
    }
    if layout.startWidth != SegmentLayout.startIsIndex {
      PackedNumbers.write(layout.sites + 1, width: layout.startWidth, to: target + layout.startsAt) {
        UInt64(starts[$0])
      }
    }
    PackedNumbers.write(layout.rows, width: layout.weekWidth, to: target + layout.weeksAt) {
      UInt64(Int(columns.weeks[$0]) - Int(firstWeek))
    }
  }
}
