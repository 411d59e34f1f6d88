package import Kernel
package import Storage

/// What the one search knows of a record: its words, and who may find it. Each capability keeps the entries of its own
/// records, in the transaction that changes them; the database keeps the index over them.
package struct SearchEntry: Sendable {
  /// What is found: `person`, `deal`.
  package let kind: String
  package let record: String
  /// The account whose reach the entry follows; nil: its owner's alone. A record seen through several has an entry for each.
  package let account: String?
  /// Whose it is, as marks that no word can be: see `Reach`.
  package let reach: String
  package let words: [String]

  package init(_ kind: String, _ record: String, account: String?, reach: String, words: [String]) {
    self.kind = kind
    self.record = record
    self.account = account
    self.reach = reach
    self.words = words
  }

  static let index = WordIndex(over: "search_entries", number: "number", columns: ["kind", "reach", "words"])

  static let migration = Migration(
    "2026-11-22.02 platform: the index of the one search",
    sqlite: """
      CREATE TABLE search_entries (
        number INTEGER NOT NULL PRIMARY KEY,
        \(columns)
      );
      \(indexes)
      \(index.sqlite)
      """,
    // Numbers rise with the clock, so that those of a restored database never come again.
    postgres: """
      CREATE SEQUENCE IF NOT EXISTS search_numbers;
      CREATE TABLE search_entries (
        number BIGINT NOT NULL PRIMARY KEY DEFAULT
          ((CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT) << 20) + nextval('search_numbers') % 1048576),
        \(columns)
      );
      \(indexes)
      \(index.postgres)
      """)

  static let longerBeginnings = Migration(
    "2026-11-23.01 platform: beginnings of four and five letters in the index of the one search",
    sqlite: index.sqliteLongerBeginnings, postgres: "SELECT 1")

  private static let columns = """
    kind TEXT NOT NULL,
      record_id TEXT NOT NULL,
      account_id TEXT,
      reach TEXT NOT NULL CHECK (reach <> ''),
      words TEXT NOT NULL CHECK (words <> '')
    """
  private static let indexes = """
    CREATE INDEX search_entries_by_record ON search_entries (record_id);
    CREATE INDEX search_entries_by_account ON search_entries (account_id) WHERE account_id IS NOT NULL;
    """

  /// Adds entries of records that have none yet.
  package static func insert(_ entries: some Sequence<SearchEntry>, _ db: Connection) throws {
    try db.insertMany(
      into: "search_entries", columns: ["kind", "record_id", "account_id", "reach", "words"],
      rows: entries.lazy.filter { !$0.words.isEmpty }.map { entry -> [Value] in
        [
          .text("_" + entry.kind), .text(entry.record), entry.account.value, .text(entry.reach),
          .text(entry.words.joined(separator: " ")),
        ]
      }, together: 512)
  }

  /// Puts entries in the place of all that some records had.
  package static func replace(
    of records: some Sequence<String>, by entries: some Sequence<SearchEntry>, _ db: Connection
  ) throws {
    try remove(records, db)
    try insert(entries, db)
  }

  package static func remove(_ records: some Sequence<String>, _ db: Connection) throws {
    let all = Array(records)
    for start in stride(from: 0, to: all.count, by: 500) {
      let some = all[start..<min(start + 500, all.count)]
      try db.run("DELETE FROM search_entries WHERE record_id IN \(SQL.list(some))")
    }
  }

  /// Takes away the entries of all records whose ids a query finds.
  package static func remove(found records: SQL, _ db: Connection) throws {
    try db.run("DELETE FROM search_entries WHERE record_id IN (\(records))")
  }

  /// Gives the entries of some accounts the reach that `reach` says, a query of one value for the account `account_id`.
  package static func follow(_ accounts: some Sequence<String>, reach: SQL, _ db: Connection) throws {
    let all = Array(accounts)
    for start in stride(from: 0, to: all.count, by: 500) {
      let some = all[start..<min(start + 500, all.count)]
      try db.run(
        """
        UPDATE search_entries SET reach = (\(reach))
        WHERE account_id IN \(SQL.list(some)) AND reach <> (\(reach))
        """)
    }
  }

  /// The ids of all records of a kind that hold every word of a folded text, each perhaps just begun: a query
  /// for `IN`, beside a condition for what the reader may see.
  package static func matching(_ kind: String, _ query: String) -> SQL {
    guard let question = question(kind, query) else { return "SELECT NULL WHERE 1 = 0" }
    return index.select("record_id", where: question, limit: nil)
  }

  /// The ids of the best records of a kind, best first: those that hold the words as they stand, then those where the
  /// last one is just begun, then those whose words all begin so; newest first.
  package static func best<Subject>(
    _ kind: String, _ query: String, for actor: Actor, limit: Int, _ db: Connection,
    of: Subject.Type = Subject.self
  ) throws -> [ID<Subject>] {
    let words = SearchWords.split(folded: query)
    guard let last = words.last else { return [] }
    if let hits = try SearchHit.few(words, db) {
      return hits.best(of: kind, words, for: actor, limit: limit).compactMap { ID<Subject>($0) }
    }
    var found: [ID<Subject>] = [], seen = Set<ID<Subject>>()
    if db.dialect == .postgres { try db.run("SET LOCAL enable_seqscan = off") }
    func add(_ whole: [String], begun: [String]) throws {
      guard found.count < limit else { return }
      let question = WordQuestion(
        words: ["_" + kind] + whole, oneOf: Reach.marks(of: actor), beginnings: begun)
      // A record may have several entries.
      let ids = try db.all(index.select("record_id", where: question, limit: limit * 4)) {
        try $0.id(0, as: Subject.self)
      }
      found += ids.filter { seen.insert($0).inserted }
    }
    let earlier = Array(words.dropLast())
    try add(words, begun: [])
    try add(earlier, begun: [last])
    // To gather all words that begin like a long one takes long, and a long one is seldom just begun.
    let areShort = earlier.allSatisfy { $0.count <= WordIndex.shortBeginning }
    if !earlier.isEmpty, found.isEmpty || areShort { try add([], begun: words) }
    return Array(found.prefix(limit))
  }

  private static func question(_ kind: String, _ query: String) -> WordQuestion? {
    let words = SearchWords.split(folded: query)
    return words.isEmpty ? nil : WordQuestion(words: ["_" + kind], beginnings: words)
  }
}

/// Who may find a record, as marks among its words. `_` stands for nobody, so that there are always two.
package enum Reach {
  package static func marks(owner: String?, team: String?) -> String {
    "\(owner.map { "_o\($0)" } ?? "_") \(team.map { "_t\($0)" } ?? "_")"
  }

  /// The same in SQL, of two columns.
  package static func marks(ownerColumn owner: SQL, teamColumn team: SQL) -> SQL {
    "COALESCE('_o' || \(owner), '_') || ' ' || COALESCE('_t' || \(team), '_')"
  }

  /// The marks of which one must be there; none: everything may be found.
  static func marks(of actor: Actor) -> [String] {
    actor.seesEverything ? [] : ["_o\(actor.id.text)"] + actor.teams.sorted().map { "_t\($0)" }
  }
}
