import Accounts
import Blueprint
import Catalog
import Kernel
import Storage
import Team
import TestSupport
import Testing

@testable import Sales

struct RollUpMigrationTests {
  @Test(arguments: Backing.available)
  func `totals that an older program kept are carried over and not taken for today's`(backing: Backing)
    async throws
  {
    let all =
      PlatformTables.migrations + teamCapability.migrations + catalogCapability.migrations
      + accountsCapability.migrations + salesCapability.migrations
    let database = try await Database.open(try await TemporaryDatabase(backing).location)
    try await Migrator(all.filter { $0.name < "2026-11-22.45" }).run(database)
    var totals = Fact(site: 7, item: 0, week: 2_900)
    totals[.units] = 5_000
    totals[.lines] = 2
    let data = try Segment.encode([totals])
    try await database.write { db in
      try db.run(
        """
        INSERT INTO sales_sources (id, number, code, name, kind, currency, week_ending, loader, state_version,
          created_at)
        VALUES ('s', 1, 'old', 'Old portal', 'pos', 'EUR', 7, 'weekly', 0, '2026-01-01T00:00:00.000Z')
        """)
      try db.run("INSERT INTO sales_rollup_editions (source, year, edition) VALUES (1, 2026, 5)")
      try db.run(
        """
        INSERT INTO sales_rollups (source, year, edition, part, first_site, last_site, first_week, last_week, data)
        VALUES (1, 2026, 5, 0, 7, 7, 2900, 2900, \(data))
        """)
    }
    try await Migrator(all).run(database)
    let found = try await database.read { db in
      (
        try SalesDesk.through(for: .commandLine, db), try KeptRows.editions(source: 1, db),
        try db.all("SELECT data FROM sales_rollup_sheets WHERE side = 'site' AND sheet = 0") {
          try $0.blob(0)
        }
      )
    }
    #expect(found.0 == [1: 2_900] && found.1 == nil && found.2 == [data])
  }
}
