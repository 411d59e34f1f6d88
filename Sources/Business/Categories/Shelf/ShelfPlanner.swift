import Catalog
import Files
import Foundation
import Kernel

/// Reads rows of listings or of facings. Pure: what names and codes mean was loaded before.
struct ShelfPlanner {
  /// What a name or a code of the file may mean.
  struct Names: Sendable {
    var accounts: [String: [String]] = [:]
    var items: [String: [String]] = [:]
    /// By source and code.
    var accountCodes: [String: String] = [:]
    var itemCodes: [String: String] = [:]
    var gtins: [String: String] = [:]

    static func key(_ source: String, _ code: String) -> String { "\(SearchKey.fold(source))\u{1f}\(code)" }
  }

  struct Listing: Hashable, Sendable {
    let account: String
    let item: String
    let days: Validity
  }

  struct Facing: Hashable, Sendable {
    let account: String
    let item: String
    let day: Day
    let facings: Int64
    let capacity: Int64?
  }

  struct Problem: Error {
    let field: String
    let reason: String
  }

  static let fields = [
    RecordField("name", "item", "itemname", "product", "gtin", "ean", "upc", "itemcode"),
    RecordField("account", "accountname", "store", "storename", "site", "storenumber"),
    RecordField("source", "codesource"), RecordField("from", "firstday", "validfrom", "start"),
    RecordField("to", "lastday", "validto", "end"), RecordField("date", "day", "countedon"),
    RecordField("facings", "faces"), RecordField("capacity", "shelfcapacity", "holds"),
  ]

  let sheet: RecordSheet
  let names: Names
  let today: Day

  func listing(_ line: RecordLine) throws(Problem) -> Listing {
    let account = try account(line), item = try item(line)
    guard let days = Validity(try day("from", line), try day("to", line)) else {
      throw Problem(field: "to", reason: "The last day lies before the first. Correct one of them.")
    }
    return Listing(account: account, item: item, days: days)
  }

  func facing(_ line: RecordLine) throws(Problem) -> Facing {
    let account = try account(line), item = try item(line), day = try day("date", line) ?? today
    guard day <= today else {
      throw Problem(field: "date", reason: "The day \(day) is still to come. Write the day of the count.")
    }
    guard let facings = try count("facings", line) else {
      throw Problem(field: "facings", reason: "The number of facings is empty. Write 0 where it has none.")
    }
    return Facing(
      account: account, item: item, day: day, facings: facings, capacity: try count("capacity", line))
  }

  private func account(_ line: RecordLine) throws(Problem) -> String {
    guard let text = sheet.text("account", line) else {
      throw Problem(field: "account", reason: "The account is empty. Write its name or its code.")
    }
    if let source = sheet.text("source", line), let id = names.accountCodes[Names.key(source, text)] {
      return id
    }
    return try one(names.accounts[SearchKey.fold(text)], "account", "account that you see", text)
  }

  private func item(_ line: RecordLine) throws(Problem) -> String {
    guard let text = sheet.text("name", line) else {
      throw Problem(field: "item", reason: "The item is empty. Write its GTIN, its name or its code.")
    }
    if let gtin = GTIN(text), let id = names.gtins[gtin.description] { return id }
    if let source = sheet.text("source", line), let id = names.itemCodes[Names.key(source, text)] {
      return id
    }
    return try one(names.items[SearchKey.fold(text)], "item", "item", text)
  }

  private func one(_ found: [String]?, _ field: String, _ noun: String, _ text: String) throws(Problem)
    -> String
  {
    guard let found, let first = found.first else {
      throw Problem(
        field: field,
        reason: "No \(noun) is called “\(text)”. Correct the name, or give the code and its source.")
    }
    guard found.count == 1 else {
      throw Problem(
        field: field, reason: "\(found.count) of them are called “\(text)”. Give the code and its source.")
    }
    return first
  }

  private func day(_ field: String, _ line: RecordLine) throws(Problem) -> Day? {
    guard let text = sheet.text(field, line) else { return nil }
    guard let day = Day(text) else {
      throw Problem(field: field, reason: "“\(text)” is not a day. Write it as 2026-03-02.")
    }
    return day
  }

  private func count(_ field: String, _ line: RecordLine) throws(Problem) -> Int64? {
    guard let text = sheet.text(field, line) else { return nil }
    guard let number = Int64(text), number >= 0, number <= 1_000_000 else {
      throw Problem(
        field: field, reason: "“\(text)” is not a number of \(field). Write a whole number, 0 or more.")
    }
    return number
  }
}
