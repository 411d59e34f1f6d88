import Foundation
import Kernel
import Storage

/// Reads facts for figures, split as the reader of a page needs them.
struct SalesScan {
  /// Sums by whatever the reading was split by; a key that it was not split by is 0.
  struct Key: Hashable, Sendable {
    var group: Int32 = 0
    var site: Int32 = 0
    var week: Int32 = 0
  }

  private let question: FactQuestion
  private static let quantities: [SegmentScan.Quantity] = [.total(.units), .total(.value), .total(.cost)]

  init(
    _ sources: [SalesSource], _ scope: SalesScope, by axes: SegmentScan.Axes,
    siteGroups: [Int32: Int32]? = nil, asKnownOn: Date? = nil
  ) {
    var question = FactQuestion(Self.quantities, of: sources, in: scope, by: axes)
    question.siteGroups = siteGroups
    question.asKnownOn = asKnownOn
    self.question = question
  }

  /// Sums from the cheapest store that has them; the item axis is the product's number.
  func sums(_ db: Connection) throws -> [Key: SalesFigures] { Self.figures(try question.answer(db)) }

  /// Sums from the facts themselves; the item axis is the number of the import that a fact came with.
  func sumsByImport(_ db: Connection) throws -> [Key: SalesFigures] {
    Self.figures(try question.byImport(db))
  }

  private static func figures(_ sums: FactSums) -> [Key: SalesFigures] {
    var figures: [Key: SalesFigures] = [:]
    figures.reserveCapacity(sums.cells.count)
    for (key, cell) in sums.cells {
      figures[Key(group: key.item, site: key.site, week: key.week)] = SalesFigures(
        units: cell.sums[0] ?? 0, value: cell.sums[1] ?? 0, cost: cell.sums[2], facts: cell.facts)
    }
    return figures
  }
}
