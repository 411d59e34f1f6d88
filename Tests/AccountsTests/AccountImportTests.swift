import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage
import TestCompany
import TestSupport
import Testing

@Suite struct AccountImportTests {
  private func upload(_ text: String) throws -> Upload {
    let path = NSTemporaryDirectory() + "accounts_" + ID<Upload>.new().text + ".csv"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return Upload(path: path, name: "accounts.csv", bytes: text.utf8.count, digest: "")
  }

  private func run(_ text: String, _ company: SmallCompany, apply: Bool = true) async throws -> RecordImport {
    try await Account.importer.preview(.init(file: try upload(text), apply: apply), company.context())
  }

  private func all(_ company: SmallCompany) async throws -> [String: Account] {
    let accounts = try await company.database.read { try Account.all($0) }
    return Dictionary(uniqueKeysWithValues: accounts.map { ($0.name, $0) })
  }

  static let file = """
    Name,Kind,Parent,Source,Code,Tier,Owner,Team,Status,City,Valid from
    Northgate 12,store,Northgate Holding > Northgate Supermarkets,portal,0012,,,,,Leeds,
    Northgate Holding,group,,,,A,nora.north@example.com,North,customer,,
    Northgate Supermarkets,banner,Northgate Holding,,,A,,,,,2020-01-01
    Northgate 13,store,Northgate Supermarkets,portal,0013,,,,,Leeds,
    """

  @Test(arguments: Backing.available)
  func `a file makes a tree, whatever the order of its rows`(backing: Backing) async throws {
    try await SmallCompany.open(backing) { company in
      let done = try await run(Self.file, company)
      #expect(done.notes == [])
      #expect((done.counts.new, done.counts.changed, done.counts.rejected) == (4, 0, 0))
      let made = try await all(company)
      #expect(made["Northgate Holding"]?.siteCount == 2)
      #expect(made["Northgate 12"]?.parent == made["Northgate Supermarkets"]?.id)
      #expect(made["Northgate 12"]?.reachOwner == SmallCompany.north)
      #expect(made["Northgate 12"]?.reachTeam == SmallCompany.northTeam)
      let numbers = try await company.database.read { try Account.numbers(forSource: "portal", $0) }
      #expect(numbers.number(of: "0013", on: Day("2026-01-01")!) == made["Northgate 13"]?.number)
    }
  }

  @Test(arguments: Backing.available)
  func `the same file again changes nothing, and a look changes nothing at all`(backing: Backing) async throws
  {
    try await SmallCompany.open(backing) { company in
      let look = try await run(Self.file, company, apply: false)
      #expect((look.state, look.counts.new) == (.previewed, 4))
      #expect(try await all(company).isEmpty)
      let done = try await Account.importer.apply(look.id, company.context())
      #expect((done.state, done.counts.new) == (.applied, 4))
      let before = try await all(company)
      let again = try await run(Self.file, company)
      #expect((again.counts.new, again.counts.changed, again.counts.unchanged) == (0, 0, 4))
      #expect(try await all(company) == before)
    }
  }

  @Test(arguments: Backing.available)
  func `an import is undone to the state before, or refused when something changed since`(
    backing: Backing
  ) async throws {
    try await SmallCompany.open(backing) { company in
      _ = try await run(Self.file, company)
      let before = try await all(company)
      let text = """
        name,parent,tier,source,code
        Northgate 12,Northgate Supermarkets,B,edi,N12
        Northgate 14,Northgate Supermarkets,,,
        """
      let done = try await run(text, company)
      #expect((done.counts.new, done.counts.changed) == (1, 1))
      let second = try await run(
        "name,code,source,parent\nNorthgate 12,0012,portal,Northgate Holding\n", company)
      #expect((second.counts.new, second.counts.changed) == (0, 1))
      #expect(try await all(company)["Northgate 12"]?.parent == before["Northgate Holding"]?.id)
      _ = try await Account.importer.takeBack(second.id, company.context())
      let restored = try #require(try await all(company)["Northgate 12"])
      #expect(restored.parent == before["Northgate Supermarkets"]?.id)
      #expect(restored.tier == "B")
      var change = Account.Change(id: try #require(try await all(company)["Northgate 14"]).id)
      change.tier = .set("C")
      _ = try await Account.change(change, company.context())
      await #expect(throws: RecordImportRefusal.changedSince(["Northgate 14"])) {
        _ = try await Account.importer.takeBack(done.id, company.context())
      }
    }
  }

  @Test(arguments: Backing.available)
  func `two imports are undone one after the other, the last first`(backing: Backing) async throws {
    try await SmallCompany.open(backing) { company in
      _ = try await run(Self.file, company)
      let first = try await run("number,name,tier,source,code\n1,Northgate 12,B,edi,N12\n", company)
      let second = try await run("number,name,tier\n1,Northgate 12,C\n", company)
      _ = try await Account.importer.takeBack(second.id, company.context())
      #expect(try await all(company)["Northgate 12"]?.tier == "B")
      _ = try await Account.importer.takeBack(first.id, company.context())
      #expect(try await all(company)["Northgate 12"]?.tier == nil)
      #expect(try await company.database.read { try Account.numbers(forSource: "edi", $0) }.isEmpty)
    }
  }

  @Test func `undoing the first import leaves nothing`() async throws {
    try await SmallCompany.open(.sqlite) { company in
      let done = try await run(Self.file, company)
      _ = try await Account.importer.takeBack(done.id, company.context())
      #expect(try await all(company).isEmpty)
      let links = try await company.database.read { try ParentLink.all($0) }
      #expect(links.isEmpty)
    }
  }

  @Test func `every row that is not taken says why and what to do`() async throws {
    try await SmallCompany.open(.sqlite) { company in
      let text = """
        name,kind,parent,source,code,owner,status,from
        ,store,,,,,,
        A,shop,,,,,,
        B,store,Nowhere,,,,,
        C,store,,,,nobody@example.com,,
        D,store,,,,,lost,
        E,store,,,,,,2026-02-30
        F,store,,,77,,,
        G,store,,portal,1,,,
        H,store,,portal,1,,,
        I,store,B,,,,,
        J,banner,K,,,,,
        K,banner,J,,,,,
        L,store
        """
      let done = try await run(text, company)
      let said = done.notes.map { "\($0.line) \($0.field)" }
      #expect(
        said == [
          "2 name", "3 kind", "4 parent", "5 owner", "6 status", "7 from", "8 code", "10 name", "11 parent",
          "12 parent", "13 parent", "14 ",
        ])
      #expect(done.notes.allSatisfy { $0.reason.hasSuffix(".") && $0.reason.count > 20 })
      #expect(done.counts.new == 1)
      #expect(Set(try await all(company).keys) == ["G"])
      let file = try await Account.importer.rejects(of: done.id, company.context())
      guard case .file(let path) = file.content else { return #expect(Bool(false), "a file is expected") }
      let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      #expect(lines.count == 13)
      #expect(lines[0] == "name,kind,parent,source,code,owner,status,from,Line,Field,Reason")
      #expect(lines[1].hasPrefix(",store,,,,,,,2,name,"))
    }
  }

  @Test func `a file without names is refused with the heads it has`() async throws {
    try await SmallCompany.open(.sqlite) { company in
      await #expect(throws: RecordImportRefusal.nameColumnMissing(["Town", "Zip"])) {
        _ = try await run("Town,Zip\nLeeds,1\n", company)
      }
      let mapped = RecordImport.New(
        file: try upload("Shop,Town\nHarbour,Leeds\n"), mapping: "name=Shop", apply: true)
      #expect(try await Account.importer.preview(mapped, company.context()).counts.new == 1)
      #expect(try await all(company)["Harbour"]?.city == "Leeds")
    }
  }

  @Test func `a manager's file does not touch what answers to others, nor tells of it`() async throws {
    try await SmallCompany.open(.sqlite) { company in
      let hidden = try await company.add("Theirs", .group, owner: SmallCompany.south)
      let file = "name,tier,parent\nTheirs,A,\nMine,B,\nBelow,B,Theirs\n"
      let done = try await Account.importer.preview(
        .init(file: try upload(file), apply: true), company.context(SmallCompany.north))
      #expect((done.counts.new, done.counts.rejected) == (3, 0) && done.notes.isEmpty)
      let accounts = try await company.database.read { try Account.all($0) }
      let (theirs, own) = (
        accounts.filter { $0.owner == SmallCompany.south }, accounts.filter { $0.id != hidden.id }
      )
      #expect(
        theirs.map(\.id) == [hidden.id] && theirs[0].tier == nil && theirs[0].siteCount == hidden.siteCount)
      #expect(
        own.count == 3 && own.allSatisfy { $0.reachOwner == SmallCompany.north && $0.parent != hidden.id })
    }
  }

  @Test func `new names much like others are taken and pointed out`() async throws {
    try await SmallCompany.open(.sqlite) { company in
      let done = try await run("name,city\nHarbour Market,Leeds\nHarbor Market,Leeds\nOther,Leeds\n", company)
      #expect((done.counts.new, done.counts.duplicates) == (3, 1))
      #expect(done.notes.first?.line == 3)
    }
  }

  @Test func `ten thousand records come in, with duplicates looked for, at a stroke`() async throws {
    try await SmallCompany.open(.sqlite) { company in
      var text = "name,kind,parent,source,code,city,tier\nBig Group,group,,,,,A\n"
      for banner in 1...20 { text += "Banner \(banner),banner,Big Group,,,,\n" }
      for store in 1...10_000 {
        text += "Market Place \(store),store,Banner \(store % 20 + 1),portal,\(store),Town \(store % 300),\n"
      }
      let clock = ContinuousClock(), start = clock.now
      let done = try await run(text, company)
      print("10,021 records: \(clock.now - start)")
      #expect((done.counts.new, done.counts.rejected) == (10_021, 0))
      #expect(try await all(company)["Big Group"]?.siteCount == 10_000)
      let again = try await run(text, company)
      print("the same again: \(clock.now - start)")
      #expect(again.counts.unchanged == 10_021)
    }
  }
}
