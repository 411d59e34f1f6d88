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
  /// Rows told one by one.
  static let mostTold = 10

  package static func run(_ input: New, _ context: Context) async throws -> KnownImport {
    let sheet = try read(input.file.path)
    return try await context.write { db in
      let rows = try KnownRows(sheet, context, db)
      var events: [KnownEvent] = []
      var wrong = sheet.broken.map { KnownRows.Problem(line: $0.line, field: $0.field, reason: $0.reason) }
      for line in sheet.lines {
        do throws(KnownRows.Problem) { events.append(try rows.event(line)) } catch { wrong.append(error) }
      }
      guard wrong.isEmpty else {
        let told = wrong.sorted { $0.line < $1.line }.prefix(mostTold)
          .map { "Row \($0.line), \($0.field): \($0.reason)" }
        throw ForecastRefusal.rowsWrong(Array(told), of: wrong.count)
      }
      try KnownEvent.insert(events, rows.currency, db)
      for one in events {
        try context.publish(KnownEvent.wasMade, one.id, after: ["scope": one.scope, "what": one.what], db)
      }
      return KnownImport(fileName: input.file.name, accepted: events.count)
    }
  }

  private static func read(_ path: String) throws -> RecordSheet {
    let sheet: RecordSheet
    do {
      sheet = try RecordSheet.read(path: path, fields: KnownRows.fields)
    } catch RecordImportRefusal.nameColumnMissing(let heads) {
      throw ForecastRefusal.columnMissing("product", found: heads)
    }
    for field in ["from", "to"] where !sheet.has(field) {
      throw ForecastRefusal.columnMissing(field, found: sheet.header)
    }
    guard !sheet.lines.isEmpty || !sheet.broken.isEmpty else { throw ForecastRefusal.noRows }
    guard sheet.lines.count <= mostRows else { throw ForecastRefusal.tooManyRows(mostRows) }
    return sheet
  }
}

/// Reads rows of what is known ahead. What names mean was loaded before.
struct KnownRows {
  struct Problem: Error {
    let line: Int
    let field: String
    let reason: String
  }

  static let fields = [
    RecordField("name", "product", "item", "productname", "gtin", "brand"),
    RecordField("account", "accountname", "customer"), RecordField("from", "firstday", "start"),
    RecordField("to", "lastday", "end"), RecordField("price", "newprice", "shelfprice"),
    RecordField("promotion", "promo", "kind"),
  ]

  private typealias Named = (id: String, name: String)

  let currency: Currency
  private let sheet: RecordSheet
  private let context: Context
  private var accounts: [String: [Named]] = [:]
  private var products: [String: [Named]] = [:]

  init(_ sheet: RecordSheet, _ context: Context, _ db: Connection) throws {
    (self.sheet, self.context) = (sheet, context)
    currency = try Company.current(db).currency
    for one in try Account.customers(for: context.actor, db) {
      accounts[SearchKey.fold(one.name), default: []].append(one)
    }
    for one in try Product.all(db) where one.isOurs {
      products[SearchKey.fold(one.name), default: []].append((one.id.text, one.name))
      if let gtin = one.gtin { products[gtin.description, default: []].append((one.id.text, one.name)) }
    }
  }

  func event(_ line: RecordLine) throws(Problem) -> KnownEvent {
    let account = try one(sheet.text("account", line), accounts, "account", "account that you see", line)
    guard account != nil || context.actor.seesEverything else {
      throw Problem(line: line.line, field: "account", reason: "It is empty. Name an account of yours.")
    }
    let product = try one(sheet.text("name", line), products, "product", "product of ours", line)
    let new = KnownEvent.New(
      from: try day("from", line), to: try day("to", line), price: sheet.text("price", line),
      promotion: try promotion(line))
    do throws(ForecastRefusal) { return try new.made(account, product, currency, context) } catch {
      throw Problem(line: line.line, field: error.field ?? "row", reason: error.message)
    }
  }

  private func one(
    _ text: String?, _ known: [String: [Named]], _ field: String, _ noun: String, _ line: RecordLine
  ) throws(Problem) -> Named? {
    guard let text else { return nil }
    let found = known[SearchKey.fold(text)] ?? known[text] ?? []
    guard let first = found.first else {
      throw Problem(
        line: line.line, field: field, reason: "No \(noun) is called “\(text)”. Correct the name.")
    }
    guard found.count == 1 else {
      throw Problem(
        line: line.line, field: field,
        reason: "\(found.count) are called “\(text)”. Rename one, or enter it by hand.")
    }
    return first
  }

  private func day(_ field: String, _ line: RecordLine) throws(Problem) -> Day {
    guard let text = sheet.text(field, line) else {
      throw Problem(line: line.line, field: field, reason: "It is empty. Write a day such as 2026-03-02.")
    }
    guard let day = Day(text) else {
      throw Problem(line: line.line, field: field, reason: "“\(text)” is not a day. Write it as 2026-03-02.")
    }
    return day
  }

  private func promotion(_ line: RecordLine) throws(Problem) -> KnownEvent.Promotion? {
    guard let text = sheet.text("promotion", line) else { return nil }
    guard let kind = KnownEvent.Promotion(rawValue: text.lowercased()) else {
      let all = KnownEvent.Promotion.allCases.map(\.rawValue).joined(separator: ", ")
      throw Problem(
        line: line.line, field: "promotion",
        reason: "“\(text)” is not one of \(all). Leave it empty for a price alone.")
    }
    return kind
  }
}
