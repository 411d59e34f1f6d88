import Accounts
import Blueprint
import Kernel
import People
import Storage
import TestCompany
import TestSupport
import Testing

@Suite struct PersonSearchTests {
  private func names(_ query: String, _ house: House, _ who: ID<Actor> = SmallCompany.chief) async throws
    -> [String]
  {
    let context = house.context(who)
    return try await context.read {
      try Person.named(SearchKey.fold(query), for: context.actor, limit: 5, $0).map(\.name)
    }
  }

  @Test(arguments: Backing.available)
  func `people are found by any word of name and address, by its first letter already`(backing: Backing)
    async throws
  {
    try await House.open(backing) { house async throws in
      try await house.add("Anna Maria Bergström", at: house.northgate, email: "purchasing@northgate.example")
      try await house.add("Bo Annason", at: house.northgate)
      for query in ["m", "mar", "bergström anna", "PURCHASING", "berg mar", "a b m"] {
        #expect(try await names(query, house) == ["Anna Maria Bergström"], "\(query)")
      }
      #expect(
        try await names("anna", house) == ["Anna Maria Bergström", "Bo Annason"], "the whole word first")
      #expect(try await names("anna x", house).isEmpty)
      #expect(try await names("%' \"*", house).isEmpty)
    }
  }

  @Test(arguments: Backing.available)
  func `a person is found through each of their accounts, and by nobody else`(backing: Backing) async throws {
    try await House.open(backing) { house async throws in
      let anna = try await house.add("Anna Berg", at: house.northgate, from: "2024-01-01")
      #expect(try await names("anna", house, SmallCompany.south).isEmpty)
      var move = Position.New(id: anna.id, account: house.southport, title: "Head of buying")
      move.firstDay = Day("2026-06-01")
      move.isMove = true
      let position = try await Position.take(move, house.context())
      for who in [SmallCompany.north, SmallCompany.south, SmallCompany.chief] {
        #expect(try await names("anna", house, who) == ["Anna Berg"])
      }
      try await Position.remove(.init(id: anna.id, position: position.id), house.context())
      #expect(try await names("anna", house, SmallCompany.south).isEmpty)
      try await house.add("Carl Nowhere", at: nil, by: SmallCompany.south)
      #expect(try await names("carl", house, SmallCompany.north).isEmpty)
      #expect(try await names("carl", house, SmallCompany.south) == ["Carl Nowhere"])
    }
  }

  @Test(arguments: Backing.available)
  func `whoever takes an account over finds its people at once`(backing: Backing) async throws {
    try await House.open(backing) { house async throws in
      let store = try await house.company.add("Northgate store", .store, below: house.northgate)
      try await house.add("Anna Berg", at: store.id)
      #expect(try await names("berg", house, SmallCompany.south).isEmpty)
      var change = Account.Change(id: house.northgate)
      change.owner = .set(SmallCompany.south)
      _ = try await Account.change(change, house.context())
      #expect(try await names("berg", house, SmallCompany.south) == ["Anna Berg"])
      #expect(try await names("berg", house, SmallCompany.north).isEmpty)
    }
  }

  @Test(arguments: Backing.available)
  func `who is erased, merged or renamed is found as they are now`(backing: Backing) async throws {
    try await House.open(backing) { house async throws in
      let anna = try await house.add("Anna Berg", at: house.northgate)
      let twin = try await house.add("Annie Berg", at: house.southport)
      let merge = try await PersonMerge.make(.init(kept: anna.id, merged: twin.id), house.context())
      #expect(try await names("annie", house).isEmpty)
      #expect(try await names("anna", house, SmallCompany.south) == ["Anna Berg"])
      _ = try await PersonMerge.undo(merge.id, house.context())
      #expect(try await names("annie", house, SmallCompany.south) == ["Annie Berg"])
      #expect(try await names("anna", house, SmallCompany.south).isEmpty)
      _ = try await Person.erase(anna.id, house.context())
      #expect(try await names("anna", house).isEmpty)
    }
  }

  @Test(arguments: Backing.available)
  func `people of before the index are found once it is filled`(backing: Backing) async throws {
    try await House.open(backing) { house async throws in
      try await house.add("Anna Berg", at: house.northgate)
      try await house.database.write { _ = try $0.run("DELETE FROM search_entries") }
      #expect(try await names("anna", house).isEmpty)
      let chore = try #require(peopleCapability.chores.first { $0.name == "search.person" })
      try await chore.run(house.context())
      try await chore.run(house.context())
      #expect(try await names("anna", house, SmallCompany.north) == ["Anna Berg"])
      #expect(try await house.database.read { try $0.count("SELECT COUNT(*) FROM search_entries") } == 1)
    }
  }
}
