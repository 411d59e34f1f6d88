import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage
import Team
import TestCompany
import TestSupport
import Testing

@Suite struct AccountActionTests {
  @Test(arguments: Backing.available)
  func `an account added below another inherits who answers for it`(backing: Backing) async throws {
    try await SmallCompany.open(backing) { company in
      let group = try await company.add(
        "Northgate Holding", .group, owner: SmallCompany.north, team: SmallCompany.northTeam)
      let banner = try await company.add("Northgate Supermarkets", .banner, below: group.id)
      let store = try await company.add("Northgate 12", .store, below: banner.id, by: SmallCompany.north)
      #expect([group.number, banner.number, store.number] == [1, 2, 3])
      #expect(store.owner == nil)
      #expect(store.reachOwner == SmallCompany.north)
      #expect(try await company.stored(group.id).siteCount == 1)
    }
  }

  @Test(arguments: Backing.available)
  func `what is not mine looks as if it were not there`(backing: Backing) async throws {
    try await SmallCompany.open(backing) { company in
      let north = try await company.add("Northgate", .group, owner: SmallCompany.north)
      let context = company.context(SmallCompany.south)
      await #expect(throws: AccountRefusal.notThere) {
        try await context.read { _ = try AccountRecord.find(north.id, for: context.actor, $0) }
      }
      await #expect(throws: AccountRefusal.notThere) {
        try await context.read { _ = try AccountRecord.find(ID.new(), for: context.actor, $0) }
      }
      await #expect(throws: AccountRefusal.parentUnknown) {
        try await company.add("Mine", .store, below: north.id, by: SmallCompany.south)
      }
      let reply = try await context.read { try Account.listing.fetch(ListQuery(), for: context.actor, $0) }
      #expect(reply.total == 0)
    }
  }

  @Test(arguments: Backing.available)
  func `a team's members see what their team answers for`(backing: Backing) async throws {
    try await SmallCompany.open(backing) { company in
      let group = try await company.add("Southport", .group, team: SmallCompany.southTeam)
      try await company.add("Southport Foods", .banner, below: group.id)
      let context = company.context(SmallCompany.south)
      let reply = try await context.read { try Account.listing.fetch(ListQuery(), for: context.actor, $0) }
      #expect(reply.items.map(\.name) == ["Southport", "Southport Foods"])
      #expect(reply.items.map(\.team) == ["South", "South"])
    }
  }

  @Test(arguments: Backing.available)
  func `the second of two savers is shown what the first saved`(backing: Backing) async throws {
    try await SmallCompany.open(backing) { company in
      let account = try await company.add("Northgate", .group)
      var first = Account.Change(id: account.id, version: 1)
      first.tier = .set("A")
      #expect(try await Account.change(first, company.context()).version == 2)
      var second = Account.Change(id: account.id, version: 1)
      second.tier = .set("B")
      await #expect(throws: AccountRefusal.changedMeanwhile(now: 2, theirs: "tier is “A”")) {
        try await Account.change(second, company.context())
      }
      #expect(try await company.stored(account.id).tier == "A")
      second.version = 2
      #expect(try await Account.change(second, company.context()).tier == "B")
    }
  }

  @Test(arguments: Backing.available)
  func `a change is in the history with what it was and what it became`(backing: Backing) async throws {
    try await SmallCompany.open(backing) { company in
      let account = try await company.add("Northgate", .group)
      var change = Account.Change(id: account.id)
      change.name = .set("  Northgate plc ")
      change.city = .set("Leeds")
      _ = try await Account.change(change, company.context(on: "2026-11-23"))
      let events = try await company.database.read { try Event.history(of: account.id.text, $0) }
      #expect(events.map(\.kind) == ["account.changed", "account.added"])
      let changes = events[0].changes.map { [$0.field, $0.before, $0.after] }
      #expect(changes == [["city", "", "Leeds"], ["name", "Northgate", "Northgate plc"]])
    }
  }

  @Test(arguments: Backing.available)
  func `a new owner at the top reaches all that have none of their own`(backing: Backing) async throws {
    try await SmallCompany.open(backing) { company in
      let group = try await company.add("Northgate", .group, owner: SmallCompany.north)
      let own = try await company.add(
        "Banner with its own", .banner, below: group.id, owner: SmallCompany.chief)
      let banner = try await company.add("Banner", .banner, below: group.id)
      let store = try await company.add("Store", .store, below: banner.id)
      var change = Account.Change(id: group.id)
      change.owner = .set(SmallCompany.south)
      _ = try await Account.change(change, company.context())
      #expect(try await company.stored(store.id).reachOwner == SmallCompany.south)
      #expect(try await company.stored(own.id).reachOwner == SmallCompany.chief)
    }
  }

  @Test(arguments: Backing.available)
  func `nobody gives away the account that they could then no longer see`(backing: Backing) async throws {
    try await SmallCompany.open(backing) { company in
      let account = try await company.add("Northgate", .group, owner: SmallCompany.north)
      var change = Account.Change(id: account.id)
      change.owner = .set(SmallCompany.south)
      await #expect(throws: AccountRefusal.wouldLoseSight) {
        try await Account.change(change, company.context(SmallCompany.north))
      }
      #expect(try await company.stored(account.id).owner == SmallCompany.north)
    }
  }

  @Test(arguments: Backing.available)
  func `a move takes sites and owner along and keeps what was`(backing: Backing) async throws {
    try await SmallCompany.open(backing) { company in
      let old = try await company.add("Old group", .group, owner: SmallCompany.north)
      let new = try await company.add("New group", .group, owner: SmallCompany.south)
      let banner = try await company.add("Banner", .banner, below: old.id)
      let store = try await company.add("Store", .store, below: banner.id)
      let day = Day("2026-07-01")!
      _ = try await Account.move(.init(id: banner.id, parent: new.id, from: day), company.context())
      #expect(try await company.stored(old.id).siteCount == 0)
      #expect(try await company.stored(new.id).siteCount == 1)
      #expect(try await company.stored(store.id).reachOwner == SmallCompany.south)
      let before = try await company.database.read {
        try Account.numbers(below: old.id, on: Day("2026-06-30")!, $0)
      }
      let after = try await company.database.read { try Account.numbers(below: old.id, on: day, $0) }
      #expect(before == [old.number, banner.number, store.number])
      #expect(after == [old.number])
    }
  }

  @Test(arguments: Backing.available)
  func `a move planned for later takes effect on its day`(backing: Backing) async throws {
    try await SmallCompany.open(backing) { company in
      let old = try await company.add("Old group", .group)
      let new = try await company.add("New group", .group)
      let store = try await company.add("Store", .store, below: old.id)
      _ = try await Account.move(
        .init(id: store.id, parent: new.id, from: Day("2026-12-01")!), company.context())
      try await Account.catchUp(company.context(on: "2026-11-30"))
      #expect(try await company.stored(store.id).parent == old.id)
      try await Account.catchUp(company.context(on: "2026-12-01"))
      #expect(try await company.stored(store.id).parent == new.id)
      #expect(try await company.stored(new.id).siteCount == 1)
      #expect(try await company.stored(old.id).siteCount == 0)
    }
  }

  @Test(arguments: Backing.available)
  func `nothing can hang below itself, on any day`(backing: Backing) async throws {
    try await SmallCompany.open(backing) { company in
      let group = try await company.add("Group", .group)
      let banner = try await company.add("Banner", .banner, below: group.id)
      let refusal = AccountRefusal.cycle(name: "Group", parent: "Banner", on: Day("2026-11-22")!)
      await #expect(throws: refusal) {
        try await Account.move(.init(id: group.id, parent: banner.id), company.context())
      }
      await #expect(throws: AccountRefusal.self) {
        try await Account.move(.init(id: group.id, parent: group.id), company.context())
      }
    }
  }

  @Test(arguments: Backing.available)
  func `a bulk change reaches all marked accounts or none`(backing: Backing) async throws {
    try await SmallCompany.open(backing) { company in
      let mine = try await company.add("Mine", .group, owner: SmallCompany.north)
      let other = try await company.add("Theirs", .group, owner: SmallCompany.south)
      var change = Account.BulkChange([mine.id, other.id])
      change.tier = .set("A")
      change.status = .set(.former)
      await #expect(throws: AccountRefusal.notThere) {
        _ = try await Account.change(change, company.context(SmallCompany.north))
      }
      #expect(try await company.stored(mine.id).tier == nil)
      _ = try await Account.change(change, company.context())
      let both = try await [company.stored(mine.id), company.stored(other.id)]
      #expect(both.map(\.tier) == ["A", "A"])
      #expect(both.map(\.status) == [.former, .former])
      #expect(both.map(\.version) == [2, 2])
    }
  }

  @Test(arguments: Backing.available)
  func `a code means one account at a time`(backing: Backing) async throws {
    try await SmallCompany.open(backing) { company in
      var first = Account.New(name: "Store 1", kind: .store)
      first.source = "portal"
      first.code = "0042"
      let store = try await Account.add(first, company.context())
      first.name = "Store 2"
      let taken = AccountRefusal.codeTaken(source: "portal", code: "0042", by: "Store 1")
      await #expect(throws: taken) { try await Account.add(first, company.context()) }
      let numbers = try await company.database.read { try Account.numbers(forSource: "portal", $0) }
      #expect(numbers.number(of: "0042", on: Day("2020-01-01")!) == store.number)
      #expect(numbers.number(of: "42", on: Day("2020-01-01")!) == nil)
    }
  }

  @Test(arguments: Backing.available)
  func `unknown codes become provisional sites below the account that reports them`(backing: Backing)
    async throws
  {
    try await SmallCompany.open(backing) { company in
      let banner = try await company.add("Banner", .banner, owner: SmallCompany.north)
      let unknown = (1...3).map { Account.Unknown(code: "S\($0)", name: "Store \($0)") }
      let context = company.context()
      let numbers = try await context.write { db in
        try Account.addProvisional(unknown, source: "portal", parent: banner.id, context, db)
      }
      #expect(numbers == ["S1": 2, "S2": 3, "S3": 4])
      #expect(try await company.stored(banner.id).siteCount == 3)
      let below = try await company.database.read {
        try Account.numbers(below: banner.id, on: context.today, $0)
      }
      #expect(below == [1, 2, 3, 4])
    }
  }

  @Test(arguments: Backing.available)
  func `only an account that nothing refers to is deleted`(backing: Backing) async throws {
    try await SmallCompany.open(backing) { company in
      let group = try await company.add("Group", .group)
      let store = try await company.add("Store", .store, below: group.id)
      await #expect(throws: AccountRefusal.referred("one account hangs or hung below it")) {
        try await Account.delete(group.id, company.context())
      }
      try await Account.delete(store.id, company.context())
      #expect(try await company.stored(group.id).siteCount == 0)
      await #expect(throws: AccountRefusal.notThere) { _ = try await company.stored(store.id) }
    }
  }
}
