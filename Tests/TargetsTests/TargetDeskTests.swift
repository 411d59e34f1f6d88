import Blueprint
import Kernel
import Storage
import TestSupport
import Testing

@testable import Targets

struct TargetDeskTests {
  @Test(arguments: Backing.available)
  func `a target is handed down by fair share and phased as it was sold`(backing: Backing) async throws {
    let world = try await TargetWorld.make(backing)
    let set = try await world.add()
    #expect(set.seasonKnown)
    let book = try await world.book()
    let names = book.lines.map { "\(String(repeating: " ", count: $0.depth))\($0.name)" }
    #expect(
      names == [
        "Company", " North", "  Nora North", "   Alpha", "   Beta", " South", "  Sam South", "   Gamma",
      ])
    let company = try #require(book.focus)
    #expect(company.attainment.target == 52_000_00)
    #expect(company.holdBack == 2_080_00)
    for line in book.lines {
      let children = book.lines.filter { $0.parent == line.id }
      if children.isEmpty { continue }
      #expect(line.attainment.target == children.map(\.attainment.target).reduce(0, +) + line.holdBack)
      #expect(line.attainment.actual == children.map(\.attainment.actual).reduce(0, +))
    }
    let alpha = try #require(book.lines.first { $0.name == "Alpha" })
    let beta = try #require(book.lines.first { $0.name == "Beta" })
    // Four times as much a week in the last quarter of the year.
    #expect(alpha.phases[11] > alpha.phases[0] * 3)
    #expect(abs(beta.phases[1] - beta.phases[3]) < 20_00)
    // Both sold 100 a week so far, and Alpha is not behind for it: most of its year is to come.
    #expect(alpha.attainment.actual == beta.attainment.actual)
    #expect((alpha.attainment.pace?.count ?? 0) > (alpha.attainment.linearPace?.count ?? 0) + 1_000)
  }

  @Test func `a manager sees their own part alone, and every filter holds what is below`() async throws {
    let world = try await TargetWorld.make()
    _ = try await world.add()
    let all = try await world.book(), mine = try await world.book(world.north)
    #expect(mine.lines.map(\.name) == ["North", "Nora North", "Alpha", "Beta"])
    let region = try #require(mine.lines.first)
    let below = try await world.book(world.north, below: region.id)
    #expect(below.lines.map(\.name) == ["North", "Nora North", "Alpha", "Beta"])
    #expect(region.attainment == all.lines.first { $0.name == "North" }?.attainment)
    let hidden = try #require(all.lines.first { $0.name == "Gamma" })
    await #expect(throws: TargetRefusal.notThere("target")) {
      try await world.book(world.north, below: hidden.id)
    }
    let words = try #require(TargetWords(mine))
    #expect(!"\(words.table(mine.lines, caption: ""))".contains("Gamma"))
  }

  @Test func `growth needs a whole year of sales before`() async throws {
    let world = try await TargetWorld.make()
    await #expect(throws: TargetRefusal.noBasis) {
      try await world.add(.init(year: 2024, growth: "10"))
    }
    let set = try await world.add(.init(year: 2026, growth: "10"))
    let book = try await world.book()
    #expect(set.year == 2026)
    // 52 weeks of 2025: 39 x 250 and 13 x 550, and a tenth more.
    #expect(book.focus?.attainment.target == 1_859_000 || book.focus?.attainment.target == 1_892_000)
  }

  @Test func `the same year and metric are set once`() async throws {
    let world = try await TargetWorld.make()
    _ = try await world.add()
    await #expect(throws: TargetRefusal.taken(2026, "Value")) { try await world.add() }
  }

  @Test func `weights that do not come to 100 set nothing`() async throws {
    let world = try await TargetWorld.make()
    await #expect(throws: TargetRefusal.weightsDoNotSum(80)) {
      try await world.add(.init(year: 2026, amount: "100", lastYear: 50, recent: 30, even: 0))
    }
    #expect(try await world.context.read { try TargetSet.all($0) }.isEmpty)
  }

  @Test func `two who change the same targets are told of each other`() async throws {
    let world = try await TargetWorld.make()
    let set = try await world.add(),
      alpha = try #require(try await world.book().lines.first { $0.name == "Alpha" })
    _ = try await TargetSet.change(
      .init(alpha.id, amount: "20000", from: .above, version: set.version), world.context)
    await #expect(throws: TargetRefusal.changedMeanwhile) {
      try await TargetSet.change(
        .init(alpha.id, amount: "30000", from: .above, version: set.version), world.context)
    }
    let now = try #require(try await world.book().lines.first { $0.name == "Alpha" })
    #expect(now.attainment.target == 20_000_00)
  }

  @Test func `agreed targets are not changed in passing`() async throws {
    let world = try await TargetWorld.make()
    let set = try await world.add(),
      alpha = try #require(try await world.book().lines.first { $0.name == "Alpha" })
    _ = try await TargetSet.agree(.init(id: set.id, version: 1), world.context)
    await #expect(throws: TargetRefusal.agreed(set.name)) {
      try await TargetSet.change(.init(alpha.id, amount: "1", from: .above), world.context)
    }
  }

  @Test func `a target set keeps the calendar of its day`() async throws {
    let world = try await TargetWorld.make()
    let set = try await world.add(), before = set.period.periods
    try await world.context.write { db in
      _ = try db.run(
        "UPDATE settings SET value = REPLACE(value, '\"iso\"', '\"months\"') WHERE name = 'company'")
    }
    let again = try await world.context.read { try TargetSet.find(set.id, $0) }
    #expect(again.period.periods == before)
  }

  @Test func `an account's product groups come to its target and have sales of their own`() async throws {
    let world = try await TargetWorld.make()
    _ = try await world.add(.init(year: 2026, amount: "52000", categories: true))
    let all = try await world.book(), beta = try #require(all.lines.first { $0.name == "Beta" })
    let book = try await world.book(below: beta.id), group = try #require(book.lines.last)
    #expect(book.lines.map(\.name) == ["Beta", "Snacks"] && group.kind == .product)
    #expect(group.attainment.target == beta.attainment.target)
    #expect(group.attainment.actual == beta.attainment.actual && group.attainment.actual > 0)
    let mine = try await world.book(world.south)
    #expect(mine.lines.map(\.name) == ["South", "Sam South", "Gamma", "Snacks"])
  }

  @Test func `units and equivalised volume are held against their own facts`() async throws {
    let world = try await TargetWorld.make()
    for metric in [TargetMetric.units, .volume] {
      let set = try await world.add(.init(year: 2026, metric: metric, amount: "10000", categories: false))
      let context = world.context
      let book = try await context.read { try TargetBook.read(.init(set: set.id), context, $0) }
      let beta = try #require(book.lines.first { $0.name == "Beta" })
      #expect(beta.attainment.actual == Int64(beta.attainment.weeksDone) * 100_000)
    }
  }
}

struct TargetRequestTests {
  @Test(arguments: Backing.available)
  func `relief is granted with its reason by somebody who did not ask`(backing: Backing) async throws {
    let world = try await TargetWorld.make(backing)
    let set = try await world.add()
    _ = try await TargetSet.agree(.init(id: set.id), world.context)
    let before = try await world.book(), alpha = try #require(before.lines.first { $0.name == "Alpha" })
    let mine = world.context(for: world.north), director = world.context(for: world.director)
    let unit = set.unit, less = alpha.attainment.target - 1_000_00
    let request = try await TargetRequest.add(
      .init(alpha.id, amount: unit.plain(less), from: .holdBack, reason: "Ten stores closed by the flood"),
      mine)
    #expect(request.before == alpha.attainment.target && request.asked == less)
    await #expect(throws: TargetRefusal.ownRequest) {
      try await TargetRequest.decide(.init(request.id, approve: true), mine)
    }
    let decided = try await TargetRequest.decide(.init(request.id, approve: true, note: "Agreed"), director)
    #expect(decided.status == .approved && decided.decidedByName == "Dora Director")
    let after = try await world.book()
    #expect(after.lines.first { $0.name == "Alpha" }?.attainment.target == less)
    #expect(after.focus?.attainment.target == before.focus?.attainment.target, "the national total holds")
    await #expect(throws: TargetRefusal.decided) {
      try await TargetRequest.decide(.init(request.id, approve: false), director)
    }
  }

  @Test func `a request without a reason is not sent, and others' targets are not there`() async throws {
    let world = try await TargetWorld.make()
    _ = try await world.add()
    let book = try await world.book(), gamma = try #require(book.lines.first { $0.name == "Gamma" })
    let mine = world.context(for: world.north)
    await #expect(throws: TargetRefusal.notThere("target")) {
      try await TargetRequest.add(.init(gamma.id, amount: "1", from: .above, reason: "x"), mine)
    }
    let alpha = try #require(book.lines.first { $0.name == "Alpha" })
    await #expect(throws: TargetRefusal.reasonMissing) {
      try await TargetRequest.add(.init(alpha.id, amount: "1", from: .above, reason: "  "), mine)
    }
    let theirs = world.context(for: world.south)
    _ = try await TargetRequest.add(.init(gamma.id, amount: "1", from: .above, reason: "x"), theirs)
    #expect(try await mine.read { try TargetRequest.all(nil, for: world.north, $0) }.isEmpty)
  }

  @Test func `an account behind its pace is a step for who may see it`() async throws {
    let world = try await TargetWorld.make()
    _ = try await world.add(.init(year: 2026, amount: "90000"))
    let find = TargetSteps.sources[0].find
    let today = world.context.today
    let mine = try await world.context.read { try find(world.north, today, $0) }
    #expect(Set(mine.map(\.title)) == ["Bring Alpha back on pace", "Bring Beta back on pace"])
    #expect(mine.allSatisfy { $0.stake.minor > 0 && $0.due == Day("2027-01-03") })
  }

  @Test func `health reads sales against what the season makes due, of one's own accounts`() async throws {
    let world = try await TargetWorld.make()
    let desk: (Actor) -> Context = { actor in
      Context(
        actor: actor, now: world.context.now, database: world.context.database, requestID: "test",
        folder: "/tmp")
    }
    func read(_ actor: Actor, _ account: String? = nil) async throws -> [String: HealthInput.Reading] {
      let context = desk(actor)
      return try await context.read { try TargetPace.health.read(account, context, $0) }
    }
    #expect(try await read(world.director).isEmpty)
    _ = try await world.add()
    let lines = try await world.book().lines.filter { $0.kind == .account }
    let all = try await read(world.director)
    #expect(Set(all.keys) == Set(lines.compactMap(\.subject)))
    for line in lines {
      let subject = try #require(line.subject), pace = try #require(line.attainment.pace)
      #expect(all[subject]?.points == TargetPace.points(pace))
      #expect(all[subject]?.evidence == "/targets/nodes/\(line.id)")
      #expect(try await read(world.director, subject) == [subject: all[subject]!])
    }
    let hidden = try #require(lines.first { $0.name == "Gamma" }?.subject)
    #expect(try await read(world.north).keys.contains(hidden) == false)
    #expect(try await read(world.north, hidden).isEmpty)
    #expect(
      [7_000, 8_000, 9_500, 10_000, 11_000, 20_000].map { TargetPace.points(BasisPoints($0)) } == [
        0, 0, 50, 67, 100, 100,
      ])
  }
}
