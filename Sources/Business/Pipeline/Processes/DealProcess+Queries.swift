import Blueprint
package import Kernel
package import Storage

extension DealStage {
  static let fields = [
    "id", "process_id", "place", "name", "search_key", "outcome", "prior_wins", "prior_losses", "usual_days",
  ]
  /// Of a table called `s`.
  static let columns = SQL(raw: fields.map { "s.\($0)" }.joined(separator: ", "))

  init(_ row: Row, at start: Int = 0) throws {
    id = try row.id(start)
    process = try row.id(start + 1)
    place = try row.int(start + 2)
    name = try row.text(start + 3)
    outcome = try row.choice(start + 5)
    priorWins = try row.int(start + 6)
    priorLosses = try row.int(start + 7)
    usualDays = try row.int(start + 8)
  }

  var values: [Value] {
    [
      id.value, process.value, place.value, name.value, SearchKey.fold(name).value, outcome.value,
      priorWins.value, priorLosses.value, usualDays.value,
    ]
  }

  static func save(_ stages: [DealStage], _ db: Connection) throws {
    try db.insertMany(
      into: "deal_stages", columns: fields, rows: stages.map(\.values),
      onConflict: """
        (id) DO UPDATE SET place = excluded.place, name = excluded.name, search_key = excluded.search_key,
        prior_wins = excluded.prior_wins, prior_losses = excluded.prior_losses, usual_days = excluded.usual_days
        """)
  }
}

extension DealProcess {
  /// Every process with its stages, in order.
  package static func all(_ db: Connection) throws -> [DealProcess] {
    let stages = try db.all(
      "SELECT \(DealStage.columns) FROM deal_stages s ORDER BY s.process_id, s.place, s.id"
    ) { try DealStage($0) }
    let byProcess = Dictionary(grouping: stages, by: \.process)
    return try db.all("SELECT id, name, place, version FROM deal_processes ORDER BY place, id") { row in
      let id: ID<DealProcess> = try row.id(0)
      return DealProcess(
        id: id, name: try row.text(1), place: try row.int(2), version: try row.int(3),
        stages: byProcess[id] ?? [])
    }
  }

  package static func find(_ id: ID<DealProcess>, _ db: Connection) throws -> DealProcess {
    guard let found = try all(db).first(where: { $0.id == id }) else { throw DealRefusal.processUnknown }
    return found
  }

  static func insert(_ process: DealProcess, _ db: Connection) throws {
    try db.run(
      """
      INSERT INTO deal_processes (id, name, search_key, place, version)
      VALUES (\(process.id), \(process.name), \(SearchKey.fold(process.name)), \(process.place), \(process.version))
      """)
    try DealStage.save(process.stages, db)
  }

  static func replace(_ process: DealProcess, _ db: Connection) throws {
    try db.run(
      """
      UPDATE deal_processes SET name = \(process.name), search_key = \(SearchKey.fold(process.name)),
        version = \(process.version) WHERE id = \(process.id)
      """)
    // Names are free of clashes only once all of them stand: moved aside first.
    try db.run(
      "UPDATE deal_stages SET search_key = id WHERE process_id = \(process.id)")
    try DealStage.save(process.stages, db)
  }

  /// Whether some deal stands, or once stood, in a stage.
  static func isUsed(_ stage: ID<DealStage>, _ db: Connection) throws -> Bool {
    try db.first("SELECT 1 FROM deal_states WHERE stage_id = \(stage) LIMIT 1") { _ in true } ?? false
  }

  static func delete(_ stage: ID<DealStage>, _ db: Connection) throws {
    try db.run("DELETE FROM deal_stages WHERE id = \(stage)")
  }
}
