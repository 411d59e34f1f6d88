import Accounts
import Activity
import Blueprint
import Catalog
import Forecasting
import Foundation
import Kernel
import People
import Pipeline
import Plans
import Relationships
import Sales
import Secrets
import Storage
import Team
import Targets
import TestSupport
import Testing

@testable import Demo

@Suite struct DemoCreationTests {
  private static let migrations =
    PlatformTables.migrations + teamCapability.migrations + catalogCapability.migrations
    + accountsCapability.migrations + salesCapability.migrations
    + targetsCapability.migrations + peopleCapability.migrations
    + activityCapability.migrations + relationshipsCapability.migrations
    + plansCapability.migrations + forecastingCapability.migrations
    + pipelineCapability.migrations + demoCapability.migrations

  /// One demo that several tests read and none changes: making it is the slow part.
  static let shared = Task {
    let database = try await Database.temporary(migrations)
    return (database, try await create(on: database))
  }

  static func context(_ database: Database) -> Context {
    let now = Moment.date("2026-11-22T09:00:00.000Z")!
    return Context(actor: .commandLine, now: now, database: database, requestID: "test", folder: "")
  }

  private static func create(on database: Database) async throws -> DemoDatabase.Created {
    let policy = try PasswordPolicy(cost: .test)
    return try await DemoDatabase.create(
      seed: 7, scale: DemoScale(facts: 60_000)!, context(database), policy: policy)
  }

  @Test(arguments: Backing.available)
  func `a demo holds the company, and what its segments say is what the truth says`(backing: Backing)
    async throws
  {
    if backing == .sqlite {
      let (database, created) = try await Self.shared.value
      try await check(created, on: database)
    } else {
      try await withTemporaryDatabase(backing, Self.migrations) { database in
        try await check(try await Self.create(on: database), on: database)
      }
    }
  }

  private func check(_ created: DemoDatabase.Created, on database: Database) async throws {
    #expect(created.items == 150 && created.facts > 60_000 && created.shipments > 10_000)
    try await database.read { db in
      #expect(try !DemoDatabase.isIncomplete(db))
      #expect(try Account.all(db).count == created.accounts)
      #expect(try SalesSource.all(db).count == 26)
      #expect(try db.count("SELECT COUNT(*) FROM sales_batches WHERE state <> 'visible'") == 0)
      #expect(try Company.current(db).name == DemoPeople.company)
      let told = try db.all("SELECT detail FROM demo_truth WHERE kind = 'total'") { try $0.text(0) }
      var facts = 0
      for text in told {
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Int]
        facts += object?["facts"] ?? 0
      }
      #expect(facts == created.facts && told.count == 24)
      let first = try db.count(
        """
        SELECT CAST(SUM(b.facts) AS BIGINT) FROM sales_batches b JOIN sales_sources s ON s.id = b.source_id
        WHERE s.kind = 'pos' AND b.file_name NOT LIKE '%-restated.csv'
        """)
      #expect(first == facts)
      #expect(try db.count("SELECT CAST(SUM(facts) AS BIGINT) FROM sales_segments") == allFacts(db))
    }
  }

  private func allFacts(_ db: Connection) throws -> Int {
    try db.count("SELECT CAST(SUM(facts) AS BIGINT) FROM sales_batches")
  }

  /// What the demo tells of a stage: how likely its deals were to be won.
  private struct PlantedChance: Decodable {
    let stage: String
    let chance: Double
  }

  @Test func `the pipeline finds the chances that its deals were drawn from`() async throws {
    let (database, _) = try await Self.shared.value
    try await database.read { db in
      let odds = try StageOdds.all(db), process = try DealProcess.find(DealProcess.firstID, db)
      let told = try db.all("SELECT detail FROM demo_truth WHERE kind = 'dealStage' ORDER BY number") { row in
        try JSONDecoder().decode(PlantedChance.self, from: Data(try row.text(0).utf8))
      }
      #expect(told.count == 4)
      for (stage, truth) in zip(process.openStages, told) {
        let found = try #require(odds[stage.id]), chance = truth.chance
        #expect(truth.stage == stage.name && found.closed > 50)
        #expect(found.low.chance...found.high.chance ~= chance, "\(stage.name): \(found) of \(chance)")
        #expect(found.chances[3] < found.chances[0], "a deal pushed three times is discounted")
      }
      #expect(try db.count("SELECT COUNT(*) FROM deals WHERE outcome = 'open' AND pushes > 1") > 0)
      #expect(
        try db.count(
          """
          SELECT COUNT(*) FROM deals d WHERE d.amount_minor <>
            (SELECT CAST(SUM(l.quantity * l.price_minor) AS BIGINT) FROM deal_lines l WHERE l.deal_id = d.id)
          """) == 0)
    }
  }

  @Test func `kept roll-ups are the sums of what is visible`() async throws {
    let database = try await Self.shared.value.0
    let (rolled, visible) = try await database.read { db in
      let parts = try db.all(
        """
        SELECT r.data FROM sales_rollup_sheets r JOIN sales_rollup_editions e
          ON e.source = r.source AND e.year = r.year AND e.edition = r.edition
        WHERE r.side = 'site' AND r.sheet = 0
        """
      ) { try $0.blob(0) }
      let segments = try db.all("SELECT source, product, data FROM sales_segments ORDER BY batch") {
        (try $0.int64(0), Int32(try $0.int(1)), try $0.blob(2))
      }
      return (try Sums(parts), try Sums(segments))
    }
    #expect(rolled == visible)
    #expect(visible.lines > 60_000 && visible.value > 0)
  }

  /// Units, value and number of facts, where later batches replace earlier ones.
  private struct Sums: Equatable {
    var units: Int64 = 0
    var value: Int64 = 0
    var lines: Int64 = 0

    init(_ parts: [[UInt8]]) throws {
      for part in parts {
        try part.withUnsafeBytes { bytes in
          for fact in try SegmentView(bytes).factColumns().facts(item: 0) {
            add(fact)
            lines += fact[.lines] ?? 0
          }
        }
      }
    }

    init(_ segments: [(Int64, Int32, [UInt8])]) throws {
      struct Key: Hashable {
        let source: Int64
        let item, site, week: Int32
      }
      var last: [Key: Fact] = [:]
      for (source, product, data) in segments {
        try data.withUnsafeBytes { bytes in
          for fact in try SegmentView(bytes).factColumns().facts(item: product) {
            last[Key(source: source, item: product, site: fact.site, week: fact.week)] = fact
          }
        }
      }
      for fact in last.values { add(fact) }
      lines = Int64(last.count)
    }

    private mutating func add(_ fact: Fact) {
      units += fact[.units] ?? 0
      value += fact[.value] ?? 0
    }
  }

  @Test func `the tree of today has the moved banner and the merged chain in their new places`() async throws
  {
    let database = try await Self.shared.value.0
    try await database.read { db in
      let accounts = try Account.all(db)
      let names = Dictionary(uniqueKeysWithValues: accounts.map { ($0.id, $0.name) })
      func parent(_ name: String) -> String? {
        accounts.first { $0.name == name }?.parent.flatMap { names[$0] }
      }
      #expect(
        parent("Harbourfare") == "Tarnbrook Supermarkets" && parent("Sallowmead") == "Brambleway Markets")
      let ended = accounts.first { $0.name == "Sallowmead Grocery" }
      #expect(ended?.status == .former && ended?.siteCount == 0)
      let sites = accounts.filter { $0.kind.isSite }.count
      #expect(accounts.filter { $0.parent == nil }.reduce(0) { $0 + $1.siteCount } == sites)
      #expect(accounts.allSatisfy { $0.reachOwner != nil && $0.reachTeam != nil })
      #expect(accounts.filter { $0.kind != .group }.allSatisfy { $0.parent != nil })
    }
  }

  @Test func `the administrator's password is new each time and works`() async throws {
    let (database, created) = try await Self.shared.value
    let session = try await SignIn.signIn(
      SignIn.Credentials(email: created.email, password: created.password),
      from: Client(address: "127.0.0.1", userAgent: "test"), on: database, at: Self.context(database).now,
      policy: try PasswordPolicy(cost: .test))
    #expect(session.user.role == .admin)
    let others = (0..<50).map { _ in DemoPeopleWriter.freshPassword() }
    #expect(Set(others + [created.password]).count == 51 && others.allSatisfy { $0.count == 23 })
  }

  @Test func `a database that holds something is left alone`() async throws {
    let (database, created) = try await Self.shared.value
    await #expect(throws: DemoRefusal.notEmpty(accounts: created.accounts)) {
      try await Self.create(on: database)
    }
  }

  @Test func `a demo that was cut short says so, counts for nothing, and is refused`() async throws {
    struct Cut: Error {}
    let database = try await Database.temporary(Self.migrations)
    let policy = try PasswordPolicy(cost: .test)
    await #expect(throws: Cut.self) {
      _ = try await DemoDatabase.create(
        seed: 7, scale: DemoScale(facts: 60_000)!, Self.context(database), policy: policy
      ) {
        done, _, _ in
        if done == 2 { throw Cut() }
      }
    }
    #expect(try await database.read { try DemoDatabase.isIncomplete($0) })
    #expect(
      try await database.read { try $0.count("SELECT COUNT(*) FROM sales_batches WHERE state = 'visible'") }
        == 0)
    await #expect(throws: DemoRefusal.interrupted) { try await Self.create(on: database) }
  }
}
