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

@Suite struct PersonImportTests {
  private func upload(_ text: String) throws -> Upload {
    let path = NSTemporaryDirectory() + "people_" + ID<Upload>.new().text + ".csv"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return Upload(path: path, name: "contacts.csv", bytes: text.utf8.count, digest: "")
  }

  private func run(
    _ text: String, _ house: House, _ who: ID<Actor> = SmallCompany.chief, source: String? = nil
  )
    async throws -> RecordImport
  {
    try await Person.importer.preview(
      .init(file: try upload(text), source: source, apply: true), house.context(who))
  }

  static let salesforce = """
    Contact ID,First Name,Last Name,Title,Account Name,Email,Mobile
    0035g01,Anna,Berg,Category buyer,Northgate,anna.berg@northgate.example,+46 8 1
    0035g02,Bo,Boss,Director,Southport,bo@southport.example,
    """
  static let hubspot = """
    Record ID,First Name,Last Name,Email,Phone Number,Job Title,Associated Company
    77,Carl,Dahl,carl@northgate.example,,Planner,Northgate
    """

  @Test(arguments: Backing.available)
  func `contacts of both CRMs come in with their ids, and the same again changes nothing`(backing: Backing)
    async throws
  {
    try await House.open(backing) { house in
      for (file, count) in [(Self.salesforce, 2), (Self.hubspot, 1)] {
        let done = try await run(file, house)
        #expect(done.notes == [])
        #expect(done.counts.new == count)
        let again = try await run(file, house)
        #expect((again.counts.new, again.counts.changed, again.counts.unchanged) == (0, 0, count))
      }
      let rows = try await house.list()
      #expect(rows.map(\.name) == ["Anna Berg", "Bo Boss", "Carl Dahl"])
      #expect(rows.map(\.account) == ["Northgate", "Southport", "Northgate"])
      #expect(try await house.record(rows[0].id).codes == [.init(source: "Salesforce", code: "0035g01")])
    }
  }

  @Test(arguments: Backing.available)
  func `the same person thrice in a file is taken once, and each of the others says which line it repeats`(
    backing: Backing
  ) async throws {
    try await House.open(backing) { house in
      let text = """
        name,account,email
        Anna Berg,Northgate,anna@northgate.example
        Anna  BERG,Northgate,ANNA@northgate.example
        A. Berg,Northgate,anna@northgate.example
        """
      let done = try await run(text, house)
      #expect((done.counts.new, done.counts.rejected) == (1, 2))
      #expect(done.notes.map(\.line) == [3, 4])
      #expect(done.notes.allSatisfy { $0.reason.contains("same person as line 2") })
    }
  }

  @Test(arguments: Backing.available)
  func `what can't be taken names row, field and remedy`(backing: Backing) async throws {
    try await House.open(backing) { house in
      let text = """
        name,account,email,since,role,code
        ,Northgate,,,,
        Anna Berg,Nowhere,,,,
        Carl Dahl,Northgate,carl at example,,,
        Dora Ek,Northgate,,31/12/2025,,
        Eva Falk,Northgate,,,king,
        Finn Gran,Northgate,,,,17
        Gus Holm,Northgate,gus@example.com,2026-01-01,Decision Maker,
        """
      let done = try await run(text, house)
      #expect(done.counts.new == 1)
      #expect(done.notes.map(\.field) == ["name", "account", "email", "since", "role", "code"])
      #expect(done.notes.map(\.line) == [2, 3, 4, 5, 6, 7])
      let gus = try await house.list()[0]
      #expect((gus.name, gus.role) == ("Gus Holm", .decisionMaker))
    }
  }

  @Test(arguments: Backing.available)
  func `another title is mended, another account is a move, and the undo puts both back`(backing: Backing)
    async throws
  {
    try await House.open(backing) { house in
      _ = try await run(Self.salesforce, house)
      let text = """
        Contact ID,First Name,Last Name,Title,Account Name
        0035g01,Anna,Berg,Head of buying,Southport
        0035g02,Bo,Boss,Chief executive,Southport
        0035g03,Cia,Dal,Buyer,Southport
        """
      let done = try await run(text, house)
      #expect((done.counts.new, done.counts.changed) == (1, 2))
      let anna = try await house.list().first { $0.name == "Anna Berg" }!
      #expect((anna.title, anna.account) == ("Head of buying", "Southport"))
      let record = try await house.record(anna.id)
      #expect(record.positions.map(\.account) == ["Southport", "Northgate"])
      #expect(record.positions[1].position.lastDay == Day("2026-11-21"))
      #expect(record.person.email == "anna.berg@northgate.example")
      _ = try await Person.importer.takeBack(done.id, house.context())
      let back = try await house.list()
      #expect(back.map(\.name) == ["Anna Berg", "Bo Boss"])
      #expect(back.map(\.title) == ["Category buyer", "Director"])
      #expect(try await house.record(anna.id).positions.count == 1)
    }
  }

  @Test(arguments: Backing.available)
  func `an import never tells a manager of people and accounts of others`(backing: Backing) async throws {
    try await House.open(backing) { house in
      _ = try await run(Self.salesforce, house)
      let done = try await run(Self.salesforce, house, SmallCompany.north)
      #expect((done.counts.unchanged, done.counts.rejected) == (1, 1))
      #expect(
        done.notes[0].reason
          == "No account is called “Southport”. Import the account first, correct the name, or leave it empty."
      )
    }
  }

  @Test(arguments: Backing.available)
  func `a file of many batches is one import: it knows earlier rows, counts them once and is undone whole`(
    backing: Backing
  ) async throws {
    try await House.open(backing) { house async throws in
      let rows = (0..<4_500).map { "C\($0),Anna,Berg \($0),Northgate,anna.\($0)@example.com" }
      let twice = "C7,Anna,Berg 7,Northgate,anna.7@example.com",
        wrong = "C9999,Bo,Wrong,Nowhere,bo@example.com"
      let text = (["Contact ID,First Name,Last Name,Account Name,Email"] + rows + [twice, wrong])
        .joined(separator: "\n")
      let done = try await run(text, house)
      #expect((done.counts.rows, done.counts.new, done.counts.rejected) == (4_502, 4_500, 2))
      #expect(done.notes.map(\.line) == [4_502, 4_503])
      #expect(done.notes[0].reason == "The row is about the same person as line 9. Keep one of them.")
      let file = try await Person.importer.rejects(of: done.id, house.context())
      guard case .file(let path) = file.content else { return #expect(Bool(false), "a file is expected") }
      #expect(try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").count == 3)
      let again = try await run(text, house)
      #expect((again.counts.new, again.counts.changed, again.counts.unchanged) == (0, 0, 4_500))
      _ = try await Person.importer.takeBack(done.id, house.context())
      for table in ["persons", "person_positions", "search_entries"] {
        #expect(try await house.database.read { try $0.count("SELECT COUNT(*) FROM \(raw: table)") } == 0)
      }
    }
  }
}
