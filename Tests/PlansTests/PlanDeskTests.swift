import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Pipeline
import Sales
import Storage
import Targets
import Team
import TestSupport
import Testing

@testable import Plans

/// Two accounts, each somebody's own.
struct PlanWorld {
  let context: Context
  let mine: Account
  let manager: Actor
  let other: Actor

  static func make(_ backing: Backing = .sqlite) async throws -> PlanWorld {
    let migrations =
      PlatformTables.migrations + teamCapability.migrations + catalogCapability.migrations
      + accountsCapability.migrations + salesCapability.migrations + targetsCapability.migrations
      + pipelineCapability.migrations + plansCapability.migrations
    let database = try await Database.open(try await TemporaryDatabase(backing).location)
    try await Migrator(migrations).run(database)
    let context = Context(
      actor: .commandLine, now: ISO8601DateFormatter().date(from: "2026-08-20T08:00:00Z")!,
      database: database,
      requestID: "test", folder: "/tmp")
    func person(_ name: String) async throws -> Actor {
      let team = try await SalesTeam.add(.init(name: "Team \(name)", kind: .team), context)
      let email = name.lowercased() + "@example.com"
      let new = User.New(name: name, email: email, role: .manager, team: team.id)
      let user = try await User.add(new, context).user
      return Actor(id: ID(user.id.text)!, name: name, role: .manager, teams: [team.id.text])
    }
    let manager = try await person("Mara"), other = try await person("Olaf")
    func account(_ name: String, _ owner: Actor) async throws -> Account {
      var new = Account.New(name: name, kind: .group)
      new.owner = owner.id
      return try await Account.add(new, context)
    }
    let mine = try await account("Mine Markets", manager)
    _ = try await account("Other Outlets", other)
    return PlanWorld(context: context, mine: mine, manager: manager, other: other)
  }

  func context(for actor: Actor, daysAgo: Int = 0) -> Context {
    Context(
      actor: actor, now: context.now.addingTimeInterval(Double(-daysAgo) * 86_400),
      database: context.database,
      requestID: "test", folder: "/tmp")
  }

  func plan(_ kind: Plan.Kind = .account) async throws -> Plan {
    try await Plan.add(.init(account: mine.id, kind: kind, months: 24), context(for: manager))
  }

  func add(
    _ kind: PlanItem.Kind, _ title: String, _ plan: Plan, daysAgo: Int = 0,
    _ fill: (inout PlanItem.New) -> Void = { _ in }
  ) async throws -> PlanItem {
    var input = PlanItem.New(title, of: plan.id)
    fill(&input)
    _ = try await PlanItem.add(input, kind, context(for: manager, daysAgo: daysAgo))
    return try await items(plan).last { $0.title == title } ?? { throw PlanRefusal.notThere }()
  }

  func items(_ plan: Plan) async throws -> [PlanItem] {
    try await context.read { try PlanItem.all(of: plan.id, $0) }
  }

  func book(_ plan: Plan, _ actor: Actor? = nil) async throws -> PlanBook {
    let context = context(for: actor ?? manager)
    return try await context.read { try PlanBook.read(plan.id, context, $0) }
  }
}

struct PlanDeskTests {
  @Test(arguments: Backing.available)
  func `a plan is kept with all that it is made of`(backing: Backing) async throws {
    let world = try await PlanWorld.make(backing), plan = try await world.plan()
    let objective = try await world.add(.objective, "Grow", plan)
    let result = try await world.add(.keyResult, "Stores reset", plan) {
      $0.parent = objective.id
      $0.mark = "typed"
      $0.base = "0"
      $0.aim = "40"
      $0.reached = "10"
      $0.due = Day("2026-12-01")
    }
    _ = try await world.add(.risk, "Delisting", plan) {
      $0.amount = "1000.50"
      $0.percent = "30"
    }
    let book = try await world.book(plan)
    #expect(book.items.count == 3)
    #expect(book.results[result.id]?.progress == BasisPoints(2_500))
    #expect(book.of(.risk)[0].exposure == 300_15)
    #expect(book.quality.score >= 30)
    _ = PlanWords(book: book, today: world.context.today, mayEdit: true).objectives
  }

  @Test func `another's plan is as if it were not there`() async throws {
    let world = try await PlanWorld.make(), plan = try await world.plan()
    await #expect(throws: PlanRefusal.notThere) { try await world.book(plan, world.other) }
    let theirs = world.context(for: world.other)
    await #expect(throws: PlanRefusal.notThere) {
      try await PlanItem.add(.init("x", of: plan.id), .action, theirs)
    }
    await #expect(throws: AccountRefusal.notThere) {
      try await Plan.add(.init(account: world.mine.id), theirs)
    }
    #expect(try await theirs.read { try PlanList.read(theirs, $0) }.lines.isEmpty)
    #expect(try await theirs.read { try Plan.named("mine", for: world.other, limit: 9, $0) }.isEmpty)
    #expect(try await theirs.read { try PlanSteps.late(world.other, Day("2030-01-01")!, $0) }.isEmpty)
  }

  @Test func `two who save the same line are told, and nothing is lost`() async throws {
    let world = try await PlanWorld.make(), plan = try await world.plan()
    let action = try await world.add(.action, "Call", plan), context = world.context(for: world.manager)
    var first = PlanItem.Change(action.id, of: plan.id, version: action.version)
    first.title = "Call Anna"
    _ = try await PlanItem.change(first, .action, context)
    var second = PlanItem.Change(action.id, of: plan.id, version: action.version)
    second.title = "Write to Anna"
    await #expect(throws: PlanRefusal.changedMeanwhile) {
      try await PlanItem.change(second, .action, context)
    }
    #expect(try await world.items(plan).map(\.title) == ["Call Anna"])
  }

  @Test func `a signed edition stays as it is, and progress is still recorded`() async throws {
    let world = try await PlanWorld.make(), plan = try await world.plan(),
      context = world.context(for: world.manager)
    let action = try await world.add(.action, "Call", plan)
    _ = try await Plan.sign(.init(id: plan.id, version: plan.version), context)
    await #expect(throws: PlanRefusal.signed(1)) { try await world.add(.action, "More", plan) }
    var change = PlanItem.Change(action.id, of: plan.id)
    change.title = "Call twice"
    await #expect(throws: PlanRefusal.signed(1)) { try await PlanItem.change(change, .action, context) }
    var done = PlanItem.Change(action.id, of: plan.id)
    done.standing = "done"
    _ = try await PlanItem.change(done, .action, context)
    #expect(try await world.items(plan)[0].doneOn == context.today)
    _ = try await Plan.reopen(.init(id: plan.id), context)
    _ = try await PlanItem.change(change, .action, context)
    let snapshot = try #require(try await context.read { try Plan.snapshot(1, of: plan.id, $0) })
    #expect(snapshot.items.map(\.title) == ["Call"])
    #expect(try await world.book(plan).plan.number == 2)
  }

  @Test func `what changed since a day is the net of all saves`() async throws {
    let world = try await PlanWorld.make()
    let plan = try await Plan.add(
      .init(account: world.mine.id, months: 24), world.context(for: world.manager, daysAgo: 90))
    let old = try await world.add(.action, "Call", plan, daysAgo: 80)
    let gone = try await world.add(.action, "Fax", plan, daysAgo: 80)
    _ = try await world.add(.action, "Write", plan, daysAgo: 5)
    var change = PlanItem.Change(old.id, of: plan.id)
    change.due = .set(Day("2026-10-01"))
    _ = try await PlanItem.change(change, .action, world.context(for: world.manager, daysAgo: 4))
    try await PlanItem.remove(
      .init(gone.id, of: plan.id), .action, world.context(for: world.manager, daysAgo: 3))
    let context = world.context(for: world.manager)
    let since = try await context.read { try PlanChanges.read(.init(id: plan.id), context, $0) }
    #expect(
      since.diff.lines.map { "\($0.nature.rawValue) \($0.title)" } == [
        "changed Call", "removed Fax", "added Write",
      ])
    #expect(since.diff.lines[0].fields == [.init(name: "Due", before: "", after: "1 Oct 2026")])
    let all = try await context.read {
      try PlanChanges.read(.init(id: plan.id, since: Day("2026-01-01")), context, $0)
    }
    #expect(all.diff.lines.map { "\($0.nature.rawValue) \($0.title)" } == ["added Call", "added Write"])
  }

  @Test func `the customer's copy holds nothing internal`() async throws {
    let world = try await PlanWorld.make(), plan = try await world.plan(.joint)
    _ = try await world.add(.promise, "Displays in May", plan) {
      $0.mark = "theirs"
      $0.amount = "5000"
      $0.note = "SECRET-NOTE our fallback is half of it"
      $0.shared = true
    }
    _ = try await world.add(.promise, "SECRET-PROMISE a rebate nobody knows", plan) { $0.mark = "ours" }
    _ = try await world.add(.gain, "SECRET-MARGIN ours", plan) {
      $0.mark = "ours"
      $0.amount = "777777"
      $0.shared = true
    }
    _ = try await world.add(.gain, "Shelf profit", plan) {
      $0.mark = "theirs"
      $0.amount = "6000"
      $0.shared = true
    }
    _ = try await world.add(.risk, "SECRET-RISK they leave", plan) { $0.shared = true }
    let html = CustomerCopy(try await world.book(plan), on: world.context.today).html
    #expect(html.contains("Displays in May") && html.contains("6,000.00 USD"))
    #expect(!html.contains("SECRET") && !html.contains("777"))
    #expect(!html.contains("src=") && !html.contains("href="), "it needs nothing from elsewhere")
    for item in try await world.items(plan) { #expect(!html.contains(item.id.text)) }
    #expect(!html.contains(plan.id.text) && !html.contains(world.mine.id.text))
  }

  @Test func `an initiative that is a deal follows it, and is counted once`() async throws {
    let world = try await PlanWorld.make(), plan = try await world.plan(),
      context = world.context(for: world.manager)
    var new = Deal.New(name: "Spring listing")
    new.account = world.mine.id
    new.amount = "8000"
    new.closeOn = Day("2026-11-01")
    let deal = try await Deal.add(new, context)
    #expect(try await world.book(plan).freeDeals.map(\.name) == ["Spring listing"])
    _ = try await world.add(.initiative, "Spring listing", plan) { $0.deal = deal.id }
    let before = try await world.book(plan), counted = try #require(before.of(.initiative).first)
    #expect(before.freeDeals.isEmpty && counted.amount == 8_000_00 && counted.due == Day("2026-11-01"))
    let weighted = try #require(before.scenarios[.expected]?.weighted)
    #expect(weighted == counted.weighted && weighted > 0)
    var change = Deal.Change(id: deal.id)
    change.amount = .set("4000")
    change.closeOn = .set(Day("2027-02-01"))
    _ = try await Deal.change(change, context)
    let after = try await world.book(plan)
    #expect(after.of(.initiative)[0].amount == 4_000_00 && after.of(.initiative)[0].due == Day("2027-02-01"))
    // A push lowers the chance too: the gap opens by both.
    let now = try #require(after.scenarios[.expected]), old = try #require(before.scenarios[.expected])
    #expect(now.gap - old.gap == weighted - now.weighted && now.weighted <= weighted / 2)
    #expect(now.weighted == after.of(.initiative)[0].weighted)
  }

  @Test func `money tied to a promise is not released without proof`() async throws {
    let world = try await PlanWorld.make(), plan = try await world.plan(.joint),
      context = world.context(for: world.manager)
    let theirs = try await world.add(.promise, "Displays", plan) { $0.mark = "theirs" }
    let money = try await world.add(.promise, "Funding", plan) {
      $0.mark = "ours"
      $0.parent = theirs.id
      $0.amount = "100"
    }
    #expect(Promises.waiting(try await world.items(plan)).map(\.id) == [money.id])
    var release = PlanItem.Change(money.id, of: plan.id)
    release.standing = "kept"
    release.note = .set("Paid")
    await #expect(throws: PlanRefusal.proofMissing("Displays")) {
      try await PlanItem.change(release, .promise, context)
    }
    var proof = PlanItem.Change(theirs.id, of: plan.id)
    proof.standing = "kept"
    await #expect(throws: PlanRefusal.evidenceMissing) { try await PlanItem.change(proof, .promise, context) }
    proof.note = .set("Photos of 44 stores")
    _ = try await PlanItem.change(proof, .promise, context)
    _ = try await PlanItem.change(release, .promise, context)
    #expect(Promises.waiting(try await world.items(plan)).isEmpty)
  }

  @Test func `what is wrong is named by its field`() async throws {
    let world = try await PlanWorld.make(), plan = try await world.plan()
    await #expect(throws: PlanRefusal.titleMissing) { try await world.add(.action, "  ", plan) }
    await #expect(throws: PlanRefusal.badAmount("12k", field: "amount")) {
      try await world.add(.initiative, "x", plan) { $0.amount = "12k" }
    }
    await #expect(throws: PlanRefusal.badShare("140", field: "percent")) {
      try await world.add(.risk, "x", plan) { $0.percent = "140" }
    }
    await #expect(throws: PlanRefusal.wrongPlace("Key result", needed: "Objective")) {
      try await world.add(.keyResult, "x", plan)
    }
    await #expect(throws: PlanRefusal.evidenceMissing) {
      try await world.add(.goal, "x", plan) { $0.standing = "confirmed" }
    }
    let objective = try await world.add(.objective, "Grow", plan), elsewhere = try await world.plan()
    await #expect(throws: PlanRefusal.wrongPlace("Key result", needed: "Objective")) {
      try await world.add(.keyResult, "x", elsewhere) { $0.parent = objective.id }
    }
  }

  @Test(arguments: Backing.available)
  func `health reads the promises that were due, and only for those who see the account`(backing: Backing)
    async throws
  {
    let world = try await PlanWorld.make(backing), plan = try await world.plan(.joint)
    func read(_ actor: Actor, _ account: String? = nil) async throws -> [String: HealthInput.Reading] {
      let context = world.context(for: actor)
      return try await context.read { try PromisesKept.health.read(account, context, $0) }
    }
    _ = try await world.add(.promise, "To come", plan) {
      $0.mark = "ours"
      $0.due = Day("2026-12-01")
    }
    #expect(try await read(world.manager).isEmpty)
    _ = try await world.add(.promise, "Late", plan) {
      $0.mark = "theirs"
      $0.due = Day("2026-08-01")
    }
    let kept = try await world.add(.promise, "Listed", plan) {
      $0.mark = "ours"
      $0.due = Day("2026-07-01")
    }
    var done = PlanItem.Change(kept.id, of: plan.id, version: kept.version)
    done.standing = "kept"
    done.note = .set("Minutes of 1 July")
    _ = try await PlanItem.change(done, .promise, world.context(for: world.manager))
    let mine = world.mine.id.text, found = try await read(world.manager)
    #expect(Array(found.keys) == [mine])
    #expect(found[mine]?.points == 50)
    #expect(
      found[mine]?.words.contains("kept 1 of 2 promises that were due: ours 1 of 1, theirs 0 of 1") == true)
    #expect(try await read(world.manager, mine) == found)
    #expect(try await read(world.other).isEmpty)
    #expect(try await read(world.other, mine).isEmpty)
  }
}
