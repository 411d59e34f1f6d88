import Accounts
package import Blueprint
import Catalog
package import Foundation
package import Kernel
import Storage

/// A file of listings (what is authorised where) or of facings (what stands how often on a shelf), and what came of it.
/// Rows that can be read count at once; the others are told with field and reason.
package struct ShelfImport: Reply, Located {
  package enum Kind: String, Choice { case listings, facings }

  package struct Rejected: Codable, Hashable, Sendable {
    package let line: Int
    package let field: String
    package let reason: String
  }

  package let id: ID<ShelfImport>
  package let kind: Kind
  package let fileName: String
  package let accepted: Int
  package let rejectedCount: Int
  /// The first thousand.
  package let rejected: [Rejected]
  package let by: String
  package let at: Date

  package var location: String { "/shelf/\(kind.rawValue)/imports/\(id)" }

  package struct New: Codable, Sendable {
    package var file: Upload
    package init(file: Upload) { self.file = file }
  }

  package struct Wanted: Codable, Sendable {
    package var id: ID<ShelfImport>
    package init(id: ID<ShelfImport>) { self.id = id }
  }

  static let mostRows = 200_000
  private static let mostTold = 1_000

  package static func run(_ kind: Kind, _ input: New, _ context: Context) async throws -> ShelfImport {
    let sheet = try read(input.file.path, kind)
    return try await context.write { db in
      let planner = ShelfPlanner(sheet: sheet, names: try names(context, db), today: context.today)
      var rejected = sheet.broken.map { Rejected(line: $0.line, field: $0.field, reason: $0.reason) }
      var accepted = 0
      switch kind {
      case .listings:
        var rows: [ShelfPlanner.Listing] = []
        for line in sheet.lines {
          do throws(ShelfPlanner.Problem) { rows.append(try planner.listing(line)) } catch {
            rejected.append(Rejected(line: line.line, field: error.field, reason: error.reason))
          }
        }
        accepted = try save(rows, db)
      case .facings:
        var rows: [ShelfPlanner.Facing] = []
        for line in sheet.lines {
          do throws(ShelfPlanner.Problem) { rows.append(try planner.facing(line)) } catch {
            rejected.append(Rejected(line: line.line, field: error.field, reason: error.reason))
          }
        }
        accepted = try save(rows, db)
      }
      let one = ShelfImport(
        id: .new(at: context.now), kind: kind, fileName: input.file.name, accepted: accepted,
        rejectedCount: rejected.count,
        rejected: Array(rejected.sorted { $0.line < $1.line }.prefix(mostTold)), by: context.actor.name,
        at: context.now)
      try keep(one, context, db)
      return one
    }
  }

  private static func read(_ path: String, _ kind: Kind) throws -> RecordSheet {
    let sheet: RecordSheet
    do {
      sheet = try RecordSheet.read(path: path, fields: ShelfPlanner.fields)
    } catch RecordImportRefusal.nameColumnMissing(let heads) {
      throw CategoryRefusal.columnMissing("item", heads)
    }
    for field in ["account"] + (kind == .facings ? ["facings"] : []) where !sheet.has(field) {
      throw CategoryRefusal.columnMissing(field, sheet.header)
    }
    guard sheet.lines.count <= mostRows else { throw CategoryRefusal.tooManyRows(mostRows) }
    return sheet
  }
}
