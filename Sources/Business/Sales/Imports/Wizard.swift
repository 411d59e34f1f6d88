import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage
import Team

/// What the first step shows.
struct ImportStart: Codable, Sendable {
  let loaders: [LoaderSpec]
  let recent: [SalesBatch]
}

/// What the second step shows: a file's columns and what they seem to mean.
struct ColumnMapping: Codable, Sendable {
  let draft: ID<ImportDraft>
  let fileName: String
  let header: [String]
  /// The first rows below it.
  let rows: [[String]]
  let columns: [String: SalesField]
  let name: String
  let account: String
  let currency: String
  let meaning: WeekRule.Meaning
  let pattern: String
  let numbers: LoaderSpec.Numbers
  let grain: LoaderSpec.Grain
  let weekOne: Day?
  /// Why the columns are taken so.
  let findings: [LoaderGuess.Finding]
  let problem: String?
}

/// What the third step shows: codes that nobody knows, with records of the same name.
struct OpenCodes: Codable, Sendable {
  struct Match: Codable, Sendable {
    let id: String
    let name: String
  }
  struct Code: Codable, Sendable {
    let code: String
    let name: String
    let matches: [Match]
  }
  let draft: ID<ImportDraft>
  let fileName: String
  let total: Int
  let sites: [Code]
  let items: [Code]
}

/// The fields of a form whose names depend on the file.
struct FormFields: Codable, Sendable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  let id: ID<ImportDraft>
  let texts: [String: String]

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    id = try fields.decode(ID<ImportDraft>.self, forKey: Key(stringValue: "id"))
    var texts: [String: String] = [:]
    for key in fields.allKeys where key.stringValue != "id" {
      texts[key.stringValue] = try? fields.decode(String.self, forKey: key)
    }
    self.texts = texts
  }

  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(id, forKey: Key(stringValue: "id"))
  }
}

extension ImportDraft {
  func mapping(_ context: Context) async throws -> ColumnMapping {
    let guess = try await SalesDesk.guess(path, context)
    let company = try await context.read { try Company.current($0) }
    let stem = fileName.lowercased().split(separator: ".").first.map(String.init) ?? "file"
    let name = String(
      stem.unicodeScalars.map { ("a"..."z").contains($0) || ("0"..."9").contains($0) ? Character($0) : "-" }
        .prefix(40))
    var problem: String?
    do { _ = try guess.proposal() } catch { problem = error.message }
    let chosen = spec ?? guess.spec, isGeneric = chosen.source.code == LoaderSpec.generic
    return ColumnMapping(
      draft: id, fileName: fileName, header: guess.header, rows: guess.rows, columns: chosen.columns,
      name: name,
      account: isGeneric ? stem : chosen.source.account ?? stem,
      currency: spec == nil && guess.spec.source.currency == company.currency
        ? company.currency.code : chosen.source.currency.code,
      meaning: chosen.week.meaning, pattern: chosen.week.pattern, numbers: chosen.numbers,
      grain: chosen.grain,
      weekOne: chosen.week.weekOne, findings: guess.findings, problem: problem)
  }

  /// The loader that a filled form says.
  mutating func map(_ form: FormFields, _ context: Context) async throws {
    let guess = try await SalesDesk.guess(path, context)
    func text(_ name: String) -> String { form.texts[name] ?? "" }
    var columns: [String: SalesField] = [:]
    for (place, header) in guess.header.enumerated()
    where form.texts["column-\(place)"] != nil {
      let field = SalesField(rawValue: text("column-\(place)")) ?? .ignore
      if field != .ignore, columns.values.contains(field) { throw LoaderRefusal.columnTwice(field.label) }
      columns[header] = field
    }
    guard let currency = Currency(text("currency")) else {
      throw LoaderRefusal.badParameter("currency", text("currency"), "three letters such as EUR")
    }
    let account = text("account"), name = text("name")
    let source = LoaderSpec.Source(
      code: name, name: account.isEmpty ? name : account,
      kind: SalesSource.Kind(rawValue: text("kind")) ?? .pos, currency: currency,
      account: account.isEmpty ? nil : account)
    let week = try Self.weekRule(text)
    var made = LoaderSpec(
      name: name, title: account.isEmpty ? name : account,
      notes: "Mapped from \(fileName) by \(context.actor.name).",
      source: source, columns: columns, week: week, category: "New items")
    made.numbers = LoaderSpec.Numbers(rawValue: text("numbers")) ?? .plain
    made.grain = LoaderSpec.Grain(rawValue: text("grain")) ?? .week
    // What stands around the rows and across the columns is not asked: the guess shows it.
    (made.shape, made.encoding) = (guess.spec.shape, guess.spec.encoding)
    let spec = made
    self.spec = spec
    try await rehearse(context)
    let draft = self
    try await context.write { db in
      try LoaderSpec.save(spec, context, db)
      try draft.save(context, db)
    }
  }

  private static func weekRule(_ text: (String) -> String) throws -> WeekRule {
    let meaning = WeekRule.Meaning(rawValue: text("meaning")) ?? .weekEnding
    var week = WeekRule(meaning, pattern: text("pattern").isEmpty ? "yyyy-MM-dd" : text("pattern"))
    guard !text("weekOne").isEmpty else { return week }
    guard let day = Day(text("weekOne")) else {
      throw LoaderRefusal.badParameter("weekOne", text("weekOne"), "a day such as 2024-01-01")
    }
    week.weekOne = day
    return week
  }

  /// Most codes that one page asks about; the others become provisional records.
  private static let mostAsked = 300

  func openCodes(_ context: Context) async throws -> OpenCodes {
    let result = rehearsal ?? ImportResult()
    let (accounts, products) = try await context.read { db in
      (
        try db.all(
          "SELECT a.search_key, a.id, a.name FROM accounts a WHERE a.merged_into IS NULL AND "
            + "\(Account.visible(to: context.actor))"
        ) { (try $0.text(0), OpenCodes.Match(id: try $0.text(1), name: try $0.text(2))) },
        try db.all("SELECT search_key, id, name FROM products WHERE kind = 'item'") {
          (try $0.text(0), OpenCodes.Match(id: try $0.text(1), name: try $0.text(2)))
        }
      )
    }
    func codes(_ open: [ImportResult.UnknownCode], _ known: [(String, OpenCodes.Match)]) -> [OpenCodes.Code] {
      let byKey = Dictionary(grouping: known, by: \.0)
      return open.prefix(Self.mostAsked).map { one in
        .init(
          code: one.code, name: one.name,
          matches: (byKey[SearchKey.fold(one.name)] ?? []).prefix(3).map(\.1))
      }
    }
    return OpenCodes(
      draft: id, fileName: fileName, total: result.unknown, sites: codes(result.unknownSites, accounts),
      items: codes(result.unknownItems, products))
  }

  /// Keeps what someone decided: existing records get the code, rows of others are left out.
  mutating func decide(_ form: FormFields, _ context: Context) async throws {
    let open = try await openCodes(context)
    guard let spec else { throw ImportRefusal.draftGone }
    let siteCodes = spec.source.siteCodes ?? spec.source.code
    for (place, one) in open.sites.enumerated() {
      switch form.texts["site-\(place)"] ?? "new" {
      case "new": continue
      case "ignore": decisions.ignoredSites.append(one.code)
      case let id:
        let code = Fields(json: ["id": .text(id), "source": .text(siteCodes), "code": .text(one.code)])
        _ = try await Account.addCode(try code.decode(Account.Code.self), context)
      }
    }
    for (place, one) in open.items.enumerated() {
      switch form.texts["item-\(place)"] ?? "new" {
      case "new": continue
      case "ignore": decisions.ignoredItems.append(one.code)
      case let text:
        guard let id = ID<Product>(text) else { throw ProductRefusal.notThere }
        try await context.write { db in
          _ = try Product.find(id, db)
          try Product.give(SourceAlias(source: spec.source.code, code: one.code), to: id, db)
        }
      }
    }
    try await rehearse(context)
    try await save(context)
  }
}
