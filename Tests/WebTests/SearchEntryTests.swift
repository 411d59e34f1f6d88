import Blueprint
import Kernel
import Storage
import TestSupport
import Testing

struct SearchEntryTests {
  private struct Found {}
  private let mara = Actor(id: .new(), name: "Mara", role: .manager)
  private let olaf = Actor(id: .new(), name: "Olaf", role: .manager)
  private let dora = Actor(id: .new(), name: "Dora", role: .director)

  private func entry(_ kind: String, _ id: ID<Found>, _ owner: Actor, _ text: String) -> SearchEntry {
    SearchEntry(
      kind, id.text, account: nil, reach: Reach.marks(owner: owner.id.text, team: nil),
      words: SearchWords.of(text))
  }

  private func best(
    _ kind: String, _ query: String, _ actor: Actor, limit: Int = 6, _ database: Database
  ) async throws -> [ID<Found>] {
    try await database.read { db in try SearchEntry.best(kind, query, for: actor, limit: limit, db) }
  }

  /// `crowd` more people of every name, so that the same questions have few hits or many.
  private func filled(
    _ backing: Backing, crowd: Int, _ body: (Database, [String: ID<Found>]) async throws -> Void
  ) async throws {
    let names = ["Karin Govan", "Karina Govan", "Karin Go", "Quentin Govan", "Hidden Govan"]
    let ids = Dictionary(uniqueKeysWithValues: names.map { ($0, ID<Found>.new()) })
    var entries = (0..<crowd).map { entry("task", .new(), mara, "Karin Govan Quentin \($0)") }
    entries += names.map { entry("person", ids[$0]!, $0.hasPrefix("Hidden") ? olaf : mara, $0) }
    // Seen through two accounts.
    entries.append(entry("person", ids["Karin Govan"]!, mara, "Karin Govan"))
    try await withTemporaryDatabase(backing, PlatformTables.migrations) { [entries] database async throws in
      try await database.write { db in try SearchEntry.insert(entries, db) }
      try await body(database, ids)
    }
  }

  @Test(arguments: Backing.available, [0, 300])
  func `the best are found among few as among many, whole words first, each once`(
    backing: Backing, crowd: Int
  ) async throws {
    try await filled(backing, crowd: crowd) { database, ids async throws in
      let whole = try await best("person", "karin govan", mara, database)
      #expect(whole == [ids["Karin Govan"]!, ids["Karina Govan"]!])
      let begun = try await best("person", "karin go", mara, database)
      #expect(
        begun.first == ids["Karin Go"]
          && Set(begun) == Set([ids["Karin Govan"]!, ids["Karin Go"]!, ids["Karina Govan"]!]))
      #expect(try await best("person", "quent gov", mara, database) == [ids["Quentin Govan"]!])
      #expect(try await best("person", "quentin gov", mara, database) == [ids["Quentin Govan"]!])
      #expect(try await best("person", "govan", mara, limit: 2, database).count == 2)
      #expect(try await best("person", "karin nobody", mara, database).isEmpty)
      #expect(try await best("person", "", mara, database).isEmpty)
      #expect(try await best("deal", "karin", mara, database).isEmpty)
      #expect(try await best("task", "karin", mara, database).count == min(6, crowd))
    }
  }

  @Test(arguments: Backing.available, [0, 300])
  func `nobody finds what another alone may see`(backing: Backing, crowd: Int) async throws {
    try await filled(backing, crowd: crowd) { database, ids async throws in
      #expect(try await best("person", "govan", mara, database).contains(ids["Hidden Govan"]!) == false)
      #expect(try await best("person", "hid", mara, database).isEmpty)
      #expect(try await best("person", "govan", olaf, database) == [ids["Hidden Govan"]!])
      #expect(try await best("person", "hidden g", dora, database) == [ids["Hidden Govan"]!])
    }
  }

  @Test(arguments: Backing.available)
  func `a long word that is just begun is found where nothing holds it whole`(backing: Backing) async throws {
    try await filled(backing, crowd: 0) { database, ids async throws in
      try await database.write { [entry = entry("person", ids["Karin Go"]!, mara, "Promotions review")] db in
        try SearchEntry.insert([entry], db)
      }
      #expect(try await best("person", "promotion rev", mara, database) == [ids["Karin Go"]!])
      #expect(try await best("person", "promotion", mara, database) == [ids["Karin Go"]!])
    }
  }
}
