import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage
import TestCompany
import TestSupport
import Testing

@testable import People

/// A company's own fields on people: imported, personal, gone with an erased person.
struct CustomFieldPersonTests {
  private func load(_ text: String, _ house: House) async throws -> RecordImport {
    let path = NSTemporaryDirectory() + "people_" + ID<Upload>.new().text + ".csv"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return try await Person.importer.preview(
      .init(
        file: Upload(path: path, name: "people.csv", bytes: text.utf8.count, digest: ""),
        mapping: "field.diet=Eats", source: "CRM", apply: true), house.context())
  }

  private static func define(_ house: House) async throws {
    var diet = CustomField.New(Person.ownFields, "Diet", .oneOf, choices: ["Vegan", "Anything"])
    diet.help = "For invitations."
    for field in [diet, CustomField.New(Person.ownFields, "Guest since", .day)] {
      _ = try await CustomField.add(field, among: [Person.ownFields], house.context())
    }
  }

  private func fields(_ name: String, _ house: House) async throws -> [String] {
    let found: PersonRow = try #require(try await house.list().first { $0.name == name })
    return try await house.record(found.id).fields.lines.map { "\($0.name): \($0.shown)" }
  }

  @Test(arguments: Backing.available)
  func
    `a file brings own fields in, a bad cell names them, the same again changes nothing and undo puts back`(
      backing: Backing
    ) async throws
  {
    try await House.open(backing) { house in
      try await Self.define(house)
      let file = """
        Contact ID,Name,Eats,Guest since
        1,Anna Berg,vegan,2024-03-02
        2,Bo Boss,Stones,
        3,Carl Dahl,,
        """
      let first = try await load(file, house)
      #expect((first.counts.new, first.counts.rejected) == (2, 1))
      #expect(first.notes.map(\.field) == ["fields.diet"])
      #expect(first.notes.first?.reason.contains("Choose among: Vegan, Anything") == true)
      #expect(try await fields("Anna Berg", house) == ["Diet: Vegan", "Guest since: 2 Mar 2024"])
      #expect(try await fields("Carl Dahl", house) == [])
      #expect(try await load(file, house).counts.unchanged == 2)
      let second = try await load("Contact ID,Name,Eats,Guest since\n1,Anna Berg,Anything,\n", house)
      #expect(second.counts.changed == 1)
      #expect(try await fields("Anna Berg", house) == ["Diet: Anything", "Guest since: 2 Mar 2024"])
      _ = try await Person.importer.takeBack(second.id, house.context())
      #expect(try await fields("Anna Berg", house) == ["Diet: Vegan", "Guest since: 2 Mar 2024"])
    }
  }

  @Test(arguments: Backing.available)
  func `what is said of a person stays out of the audit trail and goes when the person is erased`(
    backing: Backing
  ) async throws {
    try await House.open(backing) { house in
      try await Self.define(house)
      let context = house.context()
      var new = Person.New(name: "Anna Berg")
      new.fields = CustomInput(["diet": .text("Vegan")])
      let person = try await Person.add(new, context)
      var change = Person.Change(id: person.id)
      change.fields = CustomInput(["diet": .text("Anything")])
      _ = try await Person.change(change, context)
      let told = try await context.read { try JSON.text(of: try Event.history(of: person.id.text, $0)) }
      #expect(told.contains("fields.diet") && !told.contains("Vegan") && !told.contains("Anything"))
      _ = try await Person.erase(person.id, context)
      let left = try await context.read { try $0.count("SELECT COUNT(*) FROM custom_values") }
      #expect(left == 0)
    }
  }
}
