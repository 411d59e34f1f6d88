import Blueprint
import Foundation
import Kernel
import Storage

extension Product {
  /// Files of products: a name in each row, and whatever else is known.
  package static let importer = RecordImporter(
    kind: "products", nouns: "products",
    fields: [
      RecordField("name", "product", "productname", "item", "itemname", "description"),
      RecordField("kind", "type", "level"), RecordField("parent", "parentname", "below"),
      RecordField("source", "codesource"), RecordField("code", "sourcecode", "itemnumber", "sku", "itemcode"),
      RecordField("number", "productnumber"), RecordField("gtin", "ean", "upc", "barcode"),
      RecordField("casegtin", "caseean", "caseupc"), RecordField("casequantity", "caseqty", "unitspercase"),
      RecordField("eqfactor", "eq", "equivalisedfactor"), RecordField("launch", "firstday", "validfrom"),
      RecordField("delisting", "lastday", "validto"),
      RecordField("ours", "isours", "own"), RecordField("note", "notes"),
    ],
    plan: { sheet, options, context, db in
      let aliases = try allAliases(db)
      var planner = ProductPlanner(sheet, options, context, known: try all(db), aliases, try nextNumber(db))
      return try planner.plan()
    },
    undo: { changes, context, db in
      let stored = Dictionary(uniqueKeysWithValues: try all(db).map { ($0.id.text, $0) })
      let moved = changes.filter { stored[$0.record].map(\.version) != $0.version }
      guard moved.isEmpty else {
        throw RecordImportRefusal.changedSince(moved.map { stored[$0.record]?.name ?? "a deleted product" })
      }
      var restored: [Product] = [], made: [ID<Product>] = []
      for change in changes {
        guard let now = stored[change.record] else { continue }
        guard let before = change.before else {
          made.append(now.id)
          continue
        }
        var old = try JSONDecoder().decode(Product.self, from: Data(before.utf8))
        old.version = now.version + 1
        old.changedAt = context.now
        restored.append(old)
      }
      try save(restored, db)
      try deleteTogether(made, db)
    })
}

/// Decides row by row what a file of products would do. Pure: what it compares with was loaded before.
struct ProductPlanner {
  let sheet: RecordSheet
  let options: RecordImport.Options
  let context: Context
  private let known: [Product]
  private var products: [Product]
  private var places: [ID<Product>: Int] = [:]
  private var byName: [String: [Int]] = [:]
  private var byCode: [String: Int] = [:]
  private var byGTIN: [GTIN: Int] = [:]
  private var byNumber: [Int64: Int] = [:]
  private var lines: [Int: Int] = [:]
  private var codes: [(SourceAlias, ID<Product>)] = []
  private var number: Int64
  private var result = RecordPlan()

  init(
    _ sheet: RecordSheet, _ options: RecordImport.Options, _ context: Context, known: [Product],
    _ aliases: [(alias: SourceAlias, product: ID<Product>)], _ number: Int64
  ) {
    self.sheet = sheet
    self.options = options
    self.context = context
    self.known = known
    self.number = number
    products = known
    for (place, product) in known.enumerated() { note(product, at: place) }
    for entry in aliases {
      byCode[ProductPlanner.key(entry.alias.source, entry.alias.code)] = places[entry.product]
    }
  }

  private static func key(_ source: String, _ code: String) -> String { "\(source)\u{1f}\(code)" }

  private mutating func note(_ product: Product, at place: Int) {
    places[product.id] = place
    byNumber[product.number] = place
    if let gtin = product.gtin { byGTIN[gtin] = place }
    byName[SearchKey.fold(product.name), default: []].append(place)
  }

  struct Problem: Error {
    let field: String
    let reason: String
  }

  /// Rows from the top of the tree down, so that a parent may stand behind its children in the file.
  mutating func plan() throws -> RecordPlan {
    let ranked = sheet.lines.map { line in
      (line, Product.Kind(rawValue: SearchKey.fold(sheet.text("kind", line) ?? "item")) ?? .item)
    }
    for kind in Product.Kind.allCases {
      for (line, _) in ranked.filter({ $0.1 == kind }) {
        do throws(Problem) { try take(line) } catch { result.reject(line, error.field, error.reason) }
      }
    }
    try finish()
    return result
  }

  private mutating func take(_ line: RecordLine) throws(Problem) {
    guard let name = sheet.text("name", line) else {
      throw Problem(field: "name", reason: "The name is empty. Write one, or take the row out.")
    }
    var alias: SourceAlias?
    if let code = sheet.text("code", line) {
      guard let source = sheet.text("source", line) ?? options.source else {
        throw Problem(field: "code", reason: "The code “\(code)” has no source. Name the source of the file.")
      }
      alias = SourceAlias(source: source, code: code)
    }
    let gtin = try gtin("gtin", line), found = try identity(line, name, gtin, alias)
    if let found, let earlier = lines[found] {
      throw Problem(
        field: "name", reason: "The row is about the same product as line \(earlier). Keep one of them.")
    }
    var product =
      found.map { products[$0] }
      ?? Product(id: .new(at: context.now), number: number, kind: .item, name: name, at: context.now)
    try describe(&product, name, gtin, line)
    if found == nil { number += 1 }
    let place = found ?? products.count
    if found == nil { products.append(product) } else { products[place] = product }
    note(product, at: place)
    lines[place] = line.line
    if let alias, byCode[ProductPlanner.key(alias.source, alias.code)] == nil {
      byCode[ProductPlanner.key(alias.source, alias.code)] = place
      codes.append((alias, product.id))
    }
  }

  private func gtin(_ field: String, _ line: RecordLine) throws(Problem) -> GTIN? {
    do throws(GTINRefusal) { return try Product.gtin(sheet.text(field, line)) } catch {
      throw Problem(field: field, reason: error.message)
    }
  }

  private func identity(
    _ line: RecordLine, _ name: String, _ gtin: GTIN?, _ alias: SourceAlias?
  ) throws(Problem) -> Int? {
    if let text = sheet.text("number", line) {
      guard let number = Int64(text), let place = byNumber[number] else {
        throw Problem(
          field: "number", reason: "No product has the number “\(text)”. Leave it empty for a new one.")
      }
      return place
    }
    if let alias, let place = byCode[ProductPlanner.key(alias.source, alias.code)] { return place }
    if let gtin { return byGTIN[gtin] }
    if alias != nil { return nil }
    let like = byName[SearchKey.fold(name)] ?? []
    let kind = Product.Kind(rawValue: SearchKey.fold(sheet.text("kind", line) ?? "item"))
    let same = Set(like).filter { products[$0].kind == kind }
    guard same.count < 2 else {
      throw Problem(
        field: "name", reason: "\(same.count) products are called “\(name)”. Say which by number or GTIN.")
    }
    return same.first
  }

  private func describe(
    _ product: inout Product, _ name: String, _ gtin: GTIN?, _ line: RecordLine
  ) throws(Problem) {
    product.name = name
    if let gtin { product.gtin = gtin }
    if let gtin = try self.gtin("casegtin", line) { product.caseGTIN = gtin }
    if let text = sheet.text("kind", line) {
      guard let kind = Product.Kind(rawValue: SearchKey.fold(text)) else {
        throw Problem(
          field: "kind", reason: "“\(text)” is no kind. Write category, segment, brand, line or item.")
      }
      product.kind = kind
    }
    if let text = sheet.text("casequantity", line) {
      guard let count = Int(text), count > 0 else {
        throw Problem(
          field: "casequantity",
          reason: "“\(text)” is not a number of items. Write a whole number above zero.")
      }
      product.caseQuantity = count
    }
    if let text = sheet.text("ours", line) { product.isOurs = try isOurs(text) }
    if let text = sheet.text("note", line) { product.note = text }
    do throws(ProductRefusal) {
      if let text = sheet.text("eqfactor", line) { product.eqFactor = try Product.factor(text) }
      product = try product.checked()
    } catch { throw Problem(field: error.field ?? "name", reason: error.message) }
    product.validity = try days(product.validity, line)
    try place(&product, line)
  }

  private func isOurs(_ text: String) throws(Problem) -> Bool {
    switch SearchKey.fold(text) {
    case "yes", "true", "1", "y", "ours": true
    case "no", "false", "0", "n", "competitor": false
    default:
      throw Problem(field: "ours", reason: "“\(text)” is not yes or no. Write no for a competitor's item.")
    }
  }

  private func days(_ old: Validity, _ line: RecordLine) throws(Problem) -> Validity {
    var first = old.firstDay, last = old.lastDay
    for field in ["launch", "delisting"] {
      guard let text = sheet.text(field, line) else { continue }
      guard let day = Day(text) else {
        throw Problem(field: field, reason: "“\(text)” is not a day. Write it as 2026-03-02.")
      }
      if field == "launch" { first = day } else { last = day }
    }
    guard let days = Validity(first, last) else {
      throw Problem(field: "delisting", reason: ProductRefusal.delistedBeforeLaunch.message)
    }
    return days
  }

  private func place(_ product: inout Product, _ line: RecordLine) throws(Problem) {
    if let text = sheet.text("parent", line) {
      let last = text.split(separator: ">").last.map { SearchKey.fold(String($0)) } ?? ""
      let kind = product.kind
      let above = Set(byName[last] ?? []).filter { products[$0].kind < kind }
      guard above.count == 1, let parent = above.first else {
        throw Problem(
          field: "parent",
          reason: above.isEmpty
            ? "No product above a \(kind.rawValue) is called “\(text)”. Add a row for it, or correct the name."
            : "\(above.count) products are called “\(text)”. Give them different names first.")
      }
      product.parent = products[parent].id
    }
    let parent = product.parent.flatMap { places[$0] }.map { products[$0] }
    product.category = product.kind == .category ? product.id : parent?.category
    product.brand = product.kind == .brand ? product.id : parent?.brand
  }

  private mutating func finish() throws {
    var saved: [Product] = []
    let coded = Set(codes.map(\.1))
    for place in products.indices {
      let isNew = place >= known.count
      guard lines[place] != nil else { continue }
      if !isNew, products[place] == known[place], !coded.contains(products[place].id) {
        result.counts.unchanged += 1
        continue
      }
      if isNew {
        result.counts.new += 1
      } else {
        products[place].version += 1
        products[place].changedAt = context.now
        result.counts.changed += 1
      }
      let before = isNew ? nil : try JSON.text(of: known[place])
      result.changes.append(
        .init(record: products[place].id.text, version: products[place].version, before: before))
      saved.append(products[place])
    }
    let ordered = saved.sorted { ($0.kind, $0.number) < ($1.kind, $1.number) }, codes = codes
    result.save = { db in
      try Product.save(ordered, db)
      try Product.save(codes, db)
    }
  }
}
