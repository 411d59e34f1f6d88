import Foundation
import Kernel
package import Storage

extension FactQuestion {
  /// The exact answer, of what counts.
  package func answer(_ db: Connection) throws -> FactSums {
    var answer = FactSums()
    for piece in scope.pieces where !piece.isEmpty {
      for source in sources {
        for (slice, moment) in try slices(of: piece, source, db) {
          if moment == nil, let kept = try kept(source, slice, db) {
            try kept.add(to: &answer, db)
          } else {
            try StoredFacts(source, scope.products, moment).shelves(slice.weeks, db) { shelf in
              try add(shelf, slice, to: &answer)
            }
          }
        }
      }
    }
    if let distinct { try DistinctCount(self, distinct).add(to: &answer, db) }
    return answer
  }

  /// The weeks of a piece in which imports counted at the moment asked for that do not count now, or the other way
  /// round, and those before and after: there the kept totals of today are those of then.
  private func slices(
    of piece: SalesScope.Piece, _ source: SalesSource, _ db: Connection
  ) throws -> [(SalesScope.Piece, Date?)] {
    guard let moment = asKnownOn else { return [(piece, nil)] }
    let weeks = piece.weeks
    guard let changed = try StoredSegments.changed(source: source, since: moment, db),
      changed.overlaps(weeks)
    else { return [(piece, nil)] }
    let other = changed.clamped(to: weeks)
    var slices = [(SalesScope.Piece(weeks: other, sites: piece.sites), Optional(moment))]
    if weeks.lowerBound < other.lowerBound {
      slices.append((.init(weeks: weeks.lowerBound...(other.lowerBound - 1), sites: piece.sites), nil))
    }
    if other.upperBound < weeks.upperBound {
      slices.append((.init(weeks: (other.upperBound + 1)...weeks.upperBound, sites: piece.sites), nil))
    }
    return slices
  }

  private func kept(_ source: SalesSource, _ piece: SalesScope.Piece, _ db: Connection) throws -> KeptTotals?
  {
    store == .facts ? nil : try KeptTotals(self, source, piece, db)
  }

  /// Whether kept totals alone answer it.
  func isKept(_ db: Connection) throws -> Bool {
    for piece in scope.pieces where !piece.isEmpty {
      for source in sources {
        for (slice, moment) in try slices(of: piece, source, db)
        where try moment != nil || kept(source, slice, db) == nil { return false }
      }
    }
    return true
  }

  /// The same sums, with the number of the import that a fact came with on the item axis.
  func byImport(_ db: Connection) throws -> FactSums {
    var answer = FactSums()
    for piece in scope.pieces where !piece.isEmpty {
      for source in sources {
        try StoredFacts(source, scope.products, asKnownOn).shelves(piece.weeks, db) { shelf in
          let parts = shelf.parts.map {
            SegmentScan.Part(item: $0.item, group: Int32(clamping: $0.batch), batch: $0.batch, view: $0.view)
          }
          try add(parts, piece, to: &answer)
        }
      }
    }
    return answer
  }

  private func add(_ shelf: SegmentShelf, _ piece: SalesScope.Piece, to answer: inout FactSums) throws {
    try add(shelf.parts.compactMap(grouped), piece, to: &answer)
  }

  private func add(
    _ parts: [SegmentScan.Part], _ piece: SalesScope.Piece, to answer: inout FactSums
  ) throws {
    guard !parts.isEmpty else { return }
    var scan = SegmentScan(quantities, by: axes, sites: piece.sites, weeks: piece.weeks)
    scan.siteGroups = siteGroups
    let totals = try scan.run(parts)
    for group in totals.groups {
      let cell = FactSums.Cell(
        sums: quantities.indices.map { totals.sum($0, group) },
        counts: quantities.indices.map { totals.count($0, group) }, facts: group.rows)
      try answer.add(
        cell, at: FactSums.Key(item: group.item ?? 0, site: group.site ?? 0, week: group.week ?? 0))
    }
  }

  /// Whether items are told apart or chosen.
  var needsItems: Bool { axes.contains(.item) || scope.products != nil || itemGroups != nil }

  /// A part under the number that stands for its item; nil where none does.
  func grouped(_ part: SegmentScan.Part) -> SegmentScan.Part? {
    guard let itemGroups else { return part }
    guard let group = itemGroups[part.item] else { return nil }
    return SegmentScan.Part(item: part.item, group: group, batch: part.batch, view: part.view)
  }
}

extension SalesScope.Piece {
  /// Whether no site can be in it.
  var isEmpty: Bool { sites.map(\.isEmpty) ?? false }
}
