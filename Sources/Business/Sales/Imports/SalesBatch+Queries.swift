import Accounts
import Blueprint
import Foundation
package import Kernel
package import Storage

extension SalesBatch {
  static let columns: SQL = """
    b.id, b.number, b.source_id, b.loader, b.file_name, b.file_digest, b.state, b.result_json, b.first_week,
    b.last_week, b.rejects_path, b.started_at, b.ended_at, b.actor_name, s.name,
    (SELECT COUNT(*) FROM sales_questions q WHERE q.batch_id = b.id AND q.state = 'open')
    """
  static let from: SQL = "FROM sales_batches b JOIN sales_sources s ON s.id = b.source_id"

  init(_ row: Row) throws {
    id = try row.id(0)
    number = try row.int64(1)
    source = try row.id(2)
    loader = try row.text(3)
    fileName = try row.text(4)
    digest = try row.text(5)
    state = try row.choice(6)
    result = try JSONDecoder().decode(ImportResult.self, from: Data(try row.text(7).utf8))
    firstWeek = try row.intOrNil(8).map { Int32($0) }
    lastWeek = try row.intOrNil(9).map { Int32($0) }
    rejectsPath = try row.textOrNil(10)
    startedAt = try row.moment(11)
    endedAt = try row.momentOrNil(12)
    actorName = try row.text(13)
    sourceName = try row.text(14)
    openQuestions = try row.int(15)
  }

  package static func find(_ id: ID<SalesBatch>, _ db: Connection) throws -> SalesBatch {
    guard let found = try db.first("SELECT \(columns) \(from) WHERE b.id = \(id)", { try SalesBatch($0) })
    else {
      throw ImportRefusal.notThere
    }
    return found
  }

  /// The condition for imports whose figures an actor may see: their accounts' sources, and what they sent themselves.
  static func visible(to actor: Actor) -> SQL {
    if actor.seesEverything { return "b.state <> 'loading'" }
    return """
      b.state <> 'loading' AND (b.actor_id = \(actor.id) OR EXISTS (
        SELECT 1 FROM accounts a WHERE a.id = s.account_id AND \(Account.visible(to: actor))))
      """
  }

  /// The import, for one who may see it; to others it is not there.
  static func find(_ id: ID<SalesBatch>, for actor: Actor, _ db: Connection) throws -> SalesBatch {
    let found = try db.first("SELECT \(columns) \(from) WHERE b.id = \(id) AND \(visible(to: actor))") {
      try SalesBatch($0)
    }
    guard let found else { throw ImportRefusal.notThere }
    return found
  }

  static func latest(for actor: Actor, limit: Int, _ db: Connection) throws -> [SalesBatch] {
    try db.all("SELECT \(columns) \(from) WHERE \(visible(to: actor)) ORDER BY b.number DESC LIMIT \(limit)")
    {
      try SalesBatch($0)
    }
  }

  /// The visible import of the same file by the same loader.
  static func same(digest: String, loader: String, source: ID<SalesSource>, _ db: Connection) throws
    -> SalesBatch?
  {
    try db.first(
      """
      SELECT \(columns) \(from) WHERE b.file_digest = \(digest) AND b.loader = \(loader) AND b.source_id
      = \(source)
        AND b.state = 'visible' ORDER BY b.number DESC LIMIT 1
      """
    ) { try SalesBatch($0) }
  }

  /// Imports of a source that were begun and never finished: of this file, or of all files.
  static func unfinished(digest: String?, before moment: Date, _ db: Connection) throws -> [Int64] {
    let own: SQL = if let digest { "AND file_digest = \(digest)" } else { "AND started_at < \(moment)" }
    return try db.all("SELECT number FROM sales_batches WHERE state = 'loading' \(own) ORDER BY number") {
      try $0.int64(0)
    }
  }

  /// A later visible import that repeated facts which this one holds.
  func repeater(_ db: Connection) throws -> String? {
    guard let firstWeek, let lastWeek else { return nil }
    return try db.first(
      """
      SELECT file_name FROM sales_batches WHERE source_id = \(source) AND state = 'visible' AND number >
      \(number)
        AND duplicates > 0 AND first_week <= \(lastWeek) AND last_week >= \(firstWeek) ORDER BY number LIMIT 1
      """
    ) { try $0.text(0) }
  }

  static func nextNumber(_ db: Connection) throws -> Int64 {
    try db.nextNumber(in: "sales_batches")
  }

  static func begin(
    _ request: ImportRequest, digest: String, source: SalesSource, _ context: Context, _ db: Connection
  ) throws -> (id: ID<SalesBatch>, number: Int64) {
    let id = ID<SalesBatch>.new(at: context.now), number = try nextNumber(db)
    try db.run(
      """
      INSERT INTO sales_batches (id, number, source_id, loader, file_name, file_key, file_digest, state,
      accepted,
        rejected, duplicates, restated, unknown_codes, facts, result_json, started_at, actor_id, actor_name)
      VALUES (\(id), \(number), \(source.id), \(request.loader.name), \(request.fileName),
        \(SearchKey.fold(request.fileName)), \(digest), 'loading', 0, 0, 0, 0, 0, 0,
        \(try JSON.text(of: ImportResult())), \(context.now), \(context.actor.id), \(context.actor.name))
      """)
    return (id, number)
  }

  /// Lets a finished import count; false where it was swept away meanwhile.
  static func show(
    _ id: ID<SalesBatch>, _ result: ImportResult, weeks: ClosedRange<Int32>?, rejects: String?,
    at moment: Date,
    _ db: Connection
  ) throws -> Bool {
    let isShown =
      try db.run(
        """
        UPDATE sales_batches SET state = 'visible', accepted = \(result.accepted), rejected =
        \(result.rejected),
          duplicates = \(result.duplicates), restated = \(result.restated), unknown_codes = \(result.unknown),
          facts = \(result.facts), result_json = \(try JSON.text(of: result)), first_week =
          \(weeks?.lowerBound),
          last_week = \(weeks?.upperBound), rejects_path = \(rejects), ended_at = \(moment)
        WHERE id = \(id) AND state = 'loading' AND ended_at IS NULL
        """) == 1
    if isShown { try openSpan(id, at: moment, db) }
    return isShown
  }

  static func openSpan(_ id: ID<SalesBatch>, at moment: Date, _ db: Connection) throws {
    try db.run(
      "INSERT INTO sales_batch_spans (batch_id, shown_at, hidden_at) VALUES (\(id), \(moment), NULL)")
  }

  static func closeSpan(_ id: ID<SalesBatch>, at moment: Date, _ db: Connection) throws {
    try db.run(
      "UPDATE sales_batch_spans SET hidden_at = \(moment) WHERE batch_id = \(id) AND hidden_at IS NULL")
  }

  static func set(_ id: ID<SalesBatch>, from old: State, to new: State, _ db: Connection) throws -> Bool {
    try db.run("UPDATE sales_batches SET state = \(new) WHERE id = \(id) AND state = \(old)") == 1
  }

  static func insert(_ rejects: [ImportResult.Reject], of id: ID<SalesBatch>, _ db: Connection) throws {
    try db.insertMany(
      into: "sales_rejects", columns: ["batch_id", "place", "line", "field", "reason", "text"],
      rows: rejects.enumerated().lazy.map { place, one in
        [id.value, place.value, one.line.value, one.field.value, one.reason.value, one.text.value]
      })
  }
}
