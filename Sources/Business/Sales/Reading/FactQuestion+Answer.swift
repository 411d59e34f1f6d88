import Foundation
import Kernel
package import Storage

extension FactQuestion {
  /// The exact answer, of what counts.
  package func answer(_ db: Connection) throws -> FactSums {
    var answer = FactSums()
    for piece in scope.pieces where !piece.isEmpty {
      for source in sources {
        if let kept = try KeptTotals(self, source, piece, db) {
          try kept.add(to: &answer, db)
        } else {
          try StoredFacts(source, scope.products, asKnownOn).shelves(piece.weeks, db) { shelf in
            try add(shelf, piece, to: &answer)
          }
        }
      }
    }
    if let distinct { try DistinctCount(self, distinct).add(to: &answer, db) }
    return answer
  }

  /// Whether kept totals alone answer it.
  func isKept(_ db: Connection) throws -> Bool {
    for piece in scope.pieces where !piece.isEmpty {
      for source in sources where try KeptTotals(self, source, piece, db) == nil { return false }
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
