import Accounts
package import Blueprint
import Catalog
import Foundation
import Kernel
import Storage
import Team

/// A file of prices and promotions to come, taken whole or not at all: half a promotion plan would move a forecast wrongly.
package struct KnownImport: Codable, Sendable {
  package let fileName: String
  package let accepted: Int

  package struct New: Codable, Sendable {
    package var file: Upload
    package init(file: Upload) { self.file = file }
  }

  static let mostRows = 50_000

  package static func run(_ input: New, _ context: Context) async throws -> KnownImport {
    let sheet = try ForecastRows.sheet(
      input.file.path, fields: KnownRows.fields, needed: ["from", "to"], most: mostRows)
    return try await context.write { db in
      let rows = KnownRows(
        rows: try ForecastRows(sheet, context, db), currency: try Company.current(db).currency)
      let events = try rows.rows.all(rows.event)
      try KnownEvent.insert(events, rows.currency, db)
      for one in events {
        try context.publish(KnownEvent.wasMade, one.id, after: ["scope": one.scope, "what": one.what], db)
      }
      return KnownImport(fileName: input.file.name, accepted: events.count)
    }
  }
}

/// Reads rows of what is known ahead.
struct KnownRows {
  static let fields = [
    ForecastRows.product, ForecastRows.account, ForecastRows.from,
    RecordField("to", "lastday", "end"), RecordField("price", "newprice", "shelfprice"),
    RecordField("promotion", "promo", "kind"),
  ]

  let rows: ForecastRows
  let currency: Currency

  func event(_ line: RecordLine) throws(ForecastRows.Problem) -> KnownEvent {
    let account = try rows.account(line), product = try rows.product("name", line)
    let new = KnownEvent.New(
      from: try rows.day("from", line), to: try rows.day("to", line), price: rows.sheet.text("price", line),
      promotion: try promotion(line))
    do throws(ForecastRefusal) { return try new.made(account, product, currency, rows.context) } catch {
      throw ForecastRows.Problem(line: line.line, field: error.field ?? "row", reason: error.message)
    }
  }

  private func promotion(_ line: RecordLine) throws(ForecastRows.Problem) -> KnownEvent.Promotion? {
    guard let text = rows.sheet.text("promotion", line) else { return nil }
    guard let kind = KnownEvent.Promotion(rawValue: text.lowercased()) else {
      let all = KnownEvent.Promotion.allCases.map(\.rawValue).joined(separator: ", ")
      throw ForecastRows.Problem(
        line: line.line, field: "promotion",
        reason: "“\(text)” is not one of \(all). Leave it empty for a price alone.")
    }
    return kind
  }
}
