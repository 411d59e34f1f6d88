import Foundation
import Kernel
import Storage
import TestCompany
import TestSupport
import Testing

@testable import Accounts
@testable import Blueprint

/// A company's own fields, on accounts.
struct CustomFieldTests {
  private static func field(
    _ type: CustomField.Kind, decimals: Int = 2, currency: Currency? = nil, choices: [String] = []
  ) throws -> CustomField {
    try CustomField(
      id: .new(), record: "account", key: "it", name: "It", type: type, decimals: decimals,
      currency: currency,
      choices: choices, help: "", isRequired: false, isListed: true, place: 1, retiredAt: nil, version: 1
    ).checked()
  }

  private static func refusal(_ text: String, _ field: CustomField) -> String? {
    do throws(CustomFieldRefusal) {
      _ = try CustomValue.parse(text, field)
      return nil
    } catch { return error.message }
  }

  @Test func `a value that does not fit is refused with the field's name and what to write instead`() throws {
    let number = try Self.field(.number, decimals: 1), whole = try Self.field(.number, decimals: 0)
    let list = try Self.field(.oneOf, choices: ["Gold", "Silver"])
    for (text, field, words) in [
      ("12,5", number, "is not a number"), ("1.25", number, "more than 1 decimals"),
      ("1.5", whole, "whole number"),
      ("soon", try Self.field(.day), "2026-03-02"), ("30.02.2026", try Self.field(.day), "is not a day"),
      ("maybe", try Self.field(.yesNo), "neither yes nor no"),
      ("12", try Self.field(.money), "has no currency"),
      ("12 XX", try Self.field(.money), "not a currency"),
      ("1.234 EUR", try Self.field(.money), "not an amount in EUR"),
      ("Bronze", list, "Choose among: Gold, Silver"),
      (
        "Gold; Bronze", try Self.field(.severalOf, choices: ["Gold", "Silver"]), "“Bronze” is not in its list"
      ),
      (String(repeating: "x", count: 2_001), try Self.field(.text), "longer than 2000"),
    ] {
      let message = try #require(Self.refusal(text, field), "“\(text.prefix(20))” was taken")
      #expect(message.hasPrefix("“It”: ") && message.contains(words), "“\(text.prefix(20))”: \(message)")
    }
  }

  @Test func `what a field holds is exact and reads back the same`() throws {
    let money = try Self.field(.money, currency: Currency("EUR"))
    for (text, field, plain) in [
      ("1,234.50", try Self.field(.number), "1234.5"),
      ("-0.000001", try Self.field(.number, decimals: 6), "-0.000001"),
      ("100", try Self.field(.number), "100"), ("12,500.10", money, "12500.10 EUR"),
      ("7 usd", money, "7.00 USD"),
      ("0.1", money, "0.10 EUR"), ("Yes", try Self.field(.yesNo), "yes"),
      ("2026-03-02", try Self.field(.day), "2026-03-02"),
      ("silver", try Self.field(.oneOf, choices: ["Gold", "Silver"]), "Silver"),
      ("c;A", try Self.field(.severalOf, choices: ["A", "B", "C"]), "A; C"),
    ] {
      let value = try #require(try CustomValue.parse(text, field))
      #expect(value.plain == plain)
      #expect(try CustomValue.parse(value.plain, field) == value)
      #expect(try CustomValue.parse(value.json(of: field), field) == value)
    }
  }

  @Test func `ten thousand numbers with decimals keep every digit`() throws {
    var random = SeededGenerator(seed: 4)
    let field = try Self.field(.number, decimals: 6)
    for _ in 0..<10_000 {
      let units = Int64.random(in: -9_000_000_000_000_000...9_000_000_000_000_000, using: &random)
      let value = CustomValue.number(units)
      #expect(try CustomValue.parse(value.plain, field) == value)
    }
  }

  @Test func `a definition without a name, a list without words and a key that is taken are refused`()
    async throws
  {
    try await SmallCompany.open(.sqlite) { company in
      let context = company.context(), kinds = [Account.ownFields]
      func code(_ input: CustomField.New) async throws -> CustomFieldRefusal? {
        do {
          _ = try await CustomField.add(input, among: kinds, context)
          return nil
        } catch let refusal as CustomFieldRefusal { return refusal }
      }
      let answers = [
        try await code(.init(Account.ownFields, "  ", .text)),
        try await code(.init(Account.ownFields, "Grade", .oneOf)),
        try await code(.init(Account.ownFields, "Größe", .text)),
        try await code(.init(Account.ownFields, "Grosse", .text)),
        try await code(.init(CustomKind("shelf", "Shelves"), "Width", .number)),
        try await code(.init(Account.ownFields, "24 hours", .yesNo)),
      ]
      let expected: [CustomFieldRefusal?] = [
        .nameMissing, .choicesMissing, nil, .keyTaken("grosse", by: "Größe", isRetired: false),
        .unknownKind("shelf", known: ["account"]), .badKey("24_hours"),
      ]
      #expect(answers == expected)
    }
  }

  /// Gold or silver, needed; stores counted in tenths; and three tastes.
  private static func define(_ company: SmallCompany) async throws -> [CustomField] {
    let context = company.context(), kinds = [Account.ownFields]
    var grade = CustomField.New(Account.ownFields, "Grade", .oneOf, choices: ["Gold", "Silver"])
    grade.isRequired = true
    var size = CustomField.New(Account.ownFields, "Shelf metres", .number)
    size.decimals = 1
    let tastes = CustomField.New(
      Account.ownFields, "Tastes", .severalOf, choices: ["Sweet", "Sour", "Salty"])
    var fields: [CustomField] = []
    for one in [grade, size, tastes] { fields.append(try await CustomField.add(one, among: kinds, context)) }
    return fields
  }

  @Test(arguments: Backing.available)
  func `values live with their account: checked, kept, shown, told in its history, gone with it`(
    backing: Backing
  ) async throws {
    try await SmallCompany.open(backing) { company in
      let context = company.context()
      _ = try await Self.define(company)
      var new = Account.New(name: "Northgate", kind: .group)
      new.fields = CustomInput(["grade": .text("gold"), "shelf_metres": .whole(12)])
      let input = new
      let made = try await context.write { try Account.add(input, complete: .asked, context, $0) }
      var change = Account.Change(id: made.id)
      change.fields = CustomInput([
        "grade": .text("Silver"), "shelf_metres": .text("12.5"),
        "tastes": .array([.text("Salty"), .text("sweet")]),
      ])
      let changed = try await Account.change(change, context)
      #expect(changed.version == made.version + 1)
      #expect(
        try await Account.change(change, context).version == changed.version, "the same again changes nothing"
      )
      let (record, events) = try await context.read { db in
        (
          try AccountRecord.find(made.id, for: context.actor, db),
          try Event.history(of: made.id.text, db)
        )
      }
      #expect(record.fields.lines.map(\.name) == ["Grade", "Shelf metres", "Tastes"])
      #expect(record.fields.lines.map(\.shown) == ["Silver", "12.5", "Sweet; Salty"])
      #expect(
        try JSON.text(of: record.fields)
          == #"{"grade":"Silver","shelf_metres":"12.5","tastes":["Sweet","Salty"]}"#)
      let told = try #require(events.first).changes.map { "\($0.field): \($0.before) -> \($0.after)" }
      #expect(
        told.contains("fields.grade: Gold -> Silver") && told.contains("fields.shelf_metres: 12 -> 12.5"))
      try await Self.checkRefusals(made.id, context)
      try await Account.delete(made.id, context)
      #expect(try await context.read { try $0.count("SELECT COUNT(*) FROM custom_values") } == 0)
    }
  }

  private static func checkRefusals(_ id: ID<Account>, _ context: Context) async throws {
    let bare = Account.New(name: "Northgate", kind: .group)
    await #expect(throws: CustomFieldRefusal.valueMissing(key: "grade", name: "Grade")) {
      try await context.write { try Account.add(bare, complete: .asked, context, $0) }
    }
    var change = Account.Change(id: id)
    change.fields = CustomInput(["grade": .null])
    let clearing = change
    await #expect(throws: CustomFieldRefusal.valueMissing(key: "grade", name: "Grade")) {
      try await Account.change(clearing, context)
    }
    change.fields = CustomInput(["rank": .text("1")])
    let unknown = change
    await #expect(
      throws: CustomFieldRefusal.unknownField("rank", known: ["grade", "shelf_metres", "tastes"])
    ) { try await Account.change(unknown, context) }
  }

  @Test(arguments: Backing.available)
  func `a retired field is asked no more, and what was said stays`(backing: Backing) async throws {
    try await SmallCompany.open(backing) { company in
      let context = company.context()
      let fields = try await Self.define(company)
      let account = try await company.add("Northgate", .group)
      var change = Account.Change(id: account.id)
      change.fields = CustomInput(["grade": .text("Gold")])
      _ = try await Account.change(change, context)
      _ = try await CustomField.retire(fields[0].id, context)
      let record = try await context.read { try AccountRecord.find(account.id, for: context.actor, $0) }
      #expect(record.fields.lines.map(\.name) == ["Grade (retired)"])
      change.fields = CustomInput(["grade": .text("Silver")])
      let late = change
      await #expect(throws: CustomFieldRefusal.retired(key: "grade", name: "Grade")) {
        try await Account.change(late, context)
      }
      change.fields = CustomInput(["grade": .text("Gold"), "shelf_metres": .whole(1)])
      _ = try await Account.change(change, context)
      let added = try await context.write {
        try Account.add(.init(name: "Other"), complete: .asked, context, $0)
      }
      #expect(added.name == "Other", "a retired field is needed no more")
      _ = try await CustomField.takeUp(fields[0].id, context)
      _ = try await Account.change(late, context)
    }
  }

  @Test(arguments: Backing.available)
  func `lists have the fields as columns, filters and orders, within what the reader may see`(
    backing: Backing
  ) async throws {
    try await SmallCompany.open(backing) { company in
      let context = company.context()
      _ = try await Self.define(company)
      for (name, grade, metres, owner) in [
        ("Alpha", "Gold", "2.5", SmallCompany.north), ("Beta", "Silver", "10", SmallCompany.north),
        ("Gamma", "Gold", "3", SmallCompany.south),
      ] {
        let account = try await company.add(name, .group, owner: owner)
        var change = Account.Change(id: account.id)
        change.fields = CustomInput(["grade": .text(grade), "shelf_metres": .text(metres)])
        _ = try await Account.change(change, context)
      }
      _ = try await company.add("Delta", .group, owner: SmallCompany.north)
      func names(_ query: ListQuery, _ who: ID<Actor> = SmallCompany.chief) async throws -> [String] {
        let actor = company.context(who).actor
        return try await company.database.read {
          try Account.listing.fetch(query, for: actor, $0).items.map(\.name)
        }
      }
      #expect(try await names(.init(filter: ["field.grade:Gold"])) == ["Alpha", "Gamma"])
      #expect(try await names(.init(filter: ["field.grade:Gold"]), SmallCompany.north) == ["Alpha"])
      #expect(try await names(.init(filter: ["field.grade:-"])) == ["Delta"])
      #expect(try await names(.init(filter: ["field.shelf_metres:10"])) == ["Beta"])
      #expect(try await names(.init(sort: "-field.shelf_metres")) == ["Beta", "Gamma", "Alpha", "Delta"])
      #expect(try await names(.init(sort: "field.grade")) == ["Delta", "Alpha", "Gamma", "Beta"])
      var query = ListQuery(sort: "field.shelf_metres")
      query.limit = 2
      let actor = context.actor, first = query
      let page = try await company.database.read { try Account.listing.fetch(first, for: actor, $0) }
      query.after = page.next
      let rest = try await names(query)
      #expect(page.items.map(\.name) + rest == ["Delta", "Alpha", "Gamma", "Beta"])
      await #expect(throws: (any Error).self) { try await names(.init(filter: ["field.rank:1"])) }
      try await Self.checkFile(company)
    }
  }

  private static func checkFile(_ company: SmallCompany) async throws {
    let endpoint = Account.listing.endpoint(allow: .viewer), context = company.context(SmallCompany.north)
    let answer = try await endpoint.call(Fields(), context)
    let export = try #require(endpoint.export)
    let table = try await export(
      answer, Visit(context: context, path: "/accounts", query: "", fields: Fields()))
    let grade = try #require(table.heads.firstIndex(of: "Grade"))
    #expect(table.heads.contains("Shelf metres"))
    #expect(table.rows.map { $0[grade] } == [.text("Gold"), .text("Silver"), .empty])
  }
}
