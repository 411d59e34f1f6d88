import Foundation
import Kernel
import Storage

/// Answers questions from kept totals, where those can answer exactly.
struct KeptTotals {
  private let question: FactQuestion
  private let source: SalesSource
  private let piece: SalesScope.Piece
  private let sheets: [RollUpSheet]
  private let editions: [KeptRows.Edition]
  /// Groups of sites to be read of each edition, with the number that each bears on the site axis.
  private let groups: [Int64: [(group: Int32, number: Int32?)]]
  private let side: RollUps.Side

  /// Nil where only the facts themselves can tell.
  init?(_ question: FactQuestion, _ source: SalesSource, _ piece: SalesScope.Piece, _ db: Connection) throws {
    guard let sheets = RollUpSheet.holding(question.quantities),
      let editions = try KeptRows.editions(source: source.number, db)
    else { return nil }
    self.question = question
    self.source = source
    self.piece = piece
    self.sheets = sheets
    self.editions = editions
    if question.needsItems {
      guard let found = try Self.groups(question, source, piece, editions, db) else { return nil }
      (side, groups) = (.item, found)
    } else if let found = try Self.cheaper(question, source, piece, editions, db) {
      (side, groups) = (.item, found)
    } else {
      (side, groups) = (.site, [:])
    }
  }

  private typealias Groups = [Int64: [(group: Int32, number: Int32?)]]

  private static func groups(
    _ question: FactQuestion, _ source: SalesSource, _ piece: SalesScope.Piece,
    _ editions: [KeptRows.Edition],
    _ db: Connection
  ) throws -> Groups? {
    var groups: Groups = [:]
    for edition in editions {
      guard let some = try Self.groups(question, source, piece, edition, db) else { return nil }
      groups[edition.number] = some
    }
    return groups
  }

  /// Groups whose items are fewer to add up than the sites; nil where they are not.
  private static func cheaper(
    _ question: FactQuestion, _ source: SalesSource, _ piece: SalesScope.Piece,
    _ editions: [KeptRows.Edition],
    _ db: Connection
  ) throws -> Groups? {
    let items = editions.map(\.items).max() ?? 0, sites = editions.map(\.sites).max() ?? 0
    guard items < min(sites, piece.sites?.count ?? sites) else { return nil }
    let found = try groups(question, source, piece, editions, db)
    return found.flatMap { ($0.values.map(\.count).max() ?? 0) * items < sites ? $0 : nil }
  }

  /// Groups that together are the sites asked for; nil where one is asked for in part.
  private static func groups(
    _ question: FactQuestion, _ source: SalesSource, _ piece: SalesScope.Piece, _ edition: KeptRows.Edition,
    _ db: Connection
  ) throws -> [(Int32, Int32?)]? {
    let bySite = question.axes.contains(.site)
    if piece.sites == nil, question.siteGroups == nil, !bySite { return [(RollUps.everySite, nil)] }
    let members = try KeptRows.members(source: source.number, edition, db)
    func number(_ site: Int32) -> Int32? {
      guard piece.sites?.contains(site) ?? true else { return nil }
      guard let groups = question.siteGroups else { return bySite ? site : 0 }
      return groups[site].map { bySite ? $0 : 0 }
    }
    /// The one number that all sites of a group have, or that all are left out.
    func shared(_ sites: [Int32]) -> (isShared: Bool, number: Int32?) {
      let first = sites.first.flatMap(number)
      return (sites.allSatisfy { number($0) == first }, first)
    }
    let whole = shared(members[RollUps.everySite] ?? [])
    if whole.isShared { return whole.number.map { [(RollUps.everySite, $0)] } ?? [] }
    let some = members.filter { $0.key != RollUps.everySite }.map { ($0.key, shared($0.value)) }
    guard !some.isEmpty, some.allSatisfy(\.1.isShared) else { return nil }
    return some.compactMap { group, found in found.number.map { (group, $0) } }.sorted { $0.0 < $1.0 }
  }

  func add(to answer: inout FactSums, _ db: Connection) throws {
    if side == .site {
      try add(editions, RollUps.everySite, site: nil, &answer, db)
    } else {
      for edition in editions {
        for (group, number) in groups[edition.number] ?? [] {
          try add([edition], group, site: number, &answer, db)
        }
      }
    }
  }

  private func add(
    _ editions: [KeptRows.Edition], _ group: Int32, site: Int32?, _ answer: inout FactSums, _ db: Connection
  ) throws {
    let wanted: [Int32] = (side == .site ? piece.sites?.sites : question.scope.products) ?? []
    let isAll = side == .site ? piece.sites == nil : question.scope.products == nil
    guard isAll || !wanted.isEmpty else { return }
    let numbers = isAll ? Int32.min...Int32.max : (wanted.min() ?? 0)...(wanted.max() ?? 0)
    let rows = try KeptRows.load(
      source: source.number, editions, side, group, numbers: numbers, weeks: piece.weeks, sheets: sheets, db)
    for sheet in sheets {
      let shelf = SegmentShelf()
      // Every part stands alone: no two of them hold the same number and week.
      for (place, row) in rows.enumerated() where row.sheet.number == sheet.number {
        try shelf.add(row.data, product: Int32(place), batch: 0)
      }
      guard !shelf.parts.isEmpty else { continue }
      try add(shelf, sheet, isAll ? nil : SiteSet(wanted), site: site, &answer)
    }
  }

  /// The numbers in a kept segment are sites or items; a scan knows them as sites.
  private func add(
    _ shelf: SegmentShelf, _ sheet: RollUpSheet, _ numbers: SiteSet?, site: Int32?, _ answer: inout FactSums
  ) throws {
    var axes: SegmentScan.Axes = question.axes.contains(.week) ? .week : []
    if question.axes.contains(side == .site ? .site : .item) { axes.insert(.site) }
    var scan = SegmentScan(sheet.scanned, by: axes, sites: numbers, weeks: piece.weeks)
    scan.siteGroups = side == .site ? question.siteGroups : question.itemGroups
    let totals = try scan.run(shelf.parts)
    for group in totals.groups {
      var key = FactSums.Key(week: group.week ?? 0)
      if side == .site { key.site = group.site ?? 0 } else { key.item = group.site ?? 0 }
      if let site { key.site = site }
      try answer.add(cell(totals, group, sheet), at: key)
    }
  }

  /// What one sheet knows of the question; quantities of other sheets stay unknown.
  private func cell(
    _ totals: ScanTotals, _ group: ScanTotals.Group, _ sheet: RollUpSheet
  ) -> FactSums.Cell {
    let found = question.quantities.map { quantity in
      sheet.quantities.firstIndex(of: quantity).map { sheet.read($0, totals, group) }
    }
    return FactSums.Cell(
      sums: found.map { $0?.sum }, counts: found.map { $0?.count ?? 0 },
      facts: sheet.number == 0 ? sheet.facts(totals, group) : 0)
  }
}
