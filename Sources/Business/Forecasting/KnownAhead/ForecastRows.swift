import Accounts
import Blueprint
import Catalog
import Kernel
import Storage

/// A file of entries that name accounts and products, read row by row. What names mean is loaded before.
struct ForecastRows {
  struct Problem: Error {
    let line: Int
    let field: String
    let reason: String
  }

  typealias Named = (id: String, name: String)

  static let product = RecordField("name", "product", "item", "productname", "gtin", "brand")
  static let account = RecordField("account", "accountname", "customer")
  static let from = RecordField("from", "firstday", "start")
  /// Rows told one by one.
  static let mostTold = 10

  let sheet: RecordSheet
  let context: Context
  private var accounts: [String: [Named]] = [:]
  private var products: [String: [Named]] = [:]

  /// Reads a file whose columns are there and whose rows are not too many.
  static func sheet(
    _ path: String, fields: [RecordField], needed: [String], most: Int
  ) throws -> RecordSheet {
    let sheet: RecordSheet
    do {
      sheet = try RecordSheet.read(path: path, fields: fields)
    } catch RecordImportRefusal.nameColumnMissing(let heads) {
      throw ForecastRefusal.columnMissing("product", found: heads)
    }
    for field in needed where !sheet.has(field) {
      throw ForecastRefusal.columnMissing(field, found: sheet.header)
    }
    guard !sheet.lines.isEmpty || !sheet.broken.isEmpty else { throw ForecastRefusal.noRows }
    guard sheet.lines.count <= most else { throw ForecastRefusal.tooManyRows(most) }
    return sheet
  }

  init(_ sheet: RecordSheet, _ context: Context, _ db: Connection) throws {
    (self.sheet, self.context) = (sheet, context)
    for one in try Account.customers(for: context.actor, db) {
      accounts[SearchKey.fold(one.name), default: []].append(one)
    }
    for one in try Product.all(db) where one.isOurs {
      products[SearchKey.fold(one.name), default: []].append((one.id.text, one.name))
      if let gtin = one.gtin { products[gtin.description, default: []].append((one.id.text, one.name)) }
    }
  }

  /// What all rows say, or a refusal that tells the wrong ones.
  func all<Entry>(_ read: (RecordLine) throws(Problem) -> Entry) throws -> [Entry] {
    var found: [Entry] = []
    var wrong = sheet.broken.map { Problem(line: $0.line, field: $0.field, reason: $0.reason) }
    for line in sheet.lines {
      do throws(Problem) { found.append(try read(line)) } catch { wrong.append(error) }
    }
    try Self.refuse(wrong)
    return found
  }

  /// Refuses the file where anything in it is wrong.
  static func refuse(_ wrong: [Problem]) throws(ForecastRefusal) {
    guard !wrong.isEmpty else { return }
    let told = wrong.sorted { $0.line < $1.line }.prefix(mostTold)
      .map { "Row \($0.line), \($0.field): \($0.reason)" }
    throw .rowsWrong(Array(told), of: wrong.count)
  }

  /// The account of a row; nil stands for all, which only who sees everything may say.
  func account(_ line: RecordLine) throws(Problem) -> Named? {
    let account = try one(sheet.text("account", line), accounts, "account", "account that you see", line)
    guard account != nil || context.actor.seesEverything else {
      throw Problem(line: line.line, field: "account", reason: "It is empty. Name an account of yours.")
    }
    return account
  }

  func product(_ field: String, _ line: RecordLine) throws(Problem) -> Named? {
    try one(
      sheet.text(field, line), products, field == "name" ? "product" : field, "product of ours", line)
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

  func day(_ field: String, _ line: RecordLine) throws(Problem) -> Day {
    guard let text = sheet.text(field, line) else {
      throw Problem(line: line.line, field: field, reason: "It is empty. Write a day such as 2026-03-02.")
    }
    guard let day = Day(text) else {
      throw Problem(line: line.line, field: field, reason: "“\(text)” is not a day. Write it as 2026-03-02.")
    }
    return day
  }
}
