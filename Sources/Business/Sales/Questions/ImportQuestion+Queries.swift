import Accounts
import Blueprint
import Foundation
import Kernel
import Storage

extension ImportQuestion {
  static let columns: SQL = """
    q.id, q.batch_id, q.kind, q.subject, q.other, q.from_day, q.text, q.evidence, q.detail, q.state, q.decided_by,
    q.created_at
    """

  init(_ row: Row) throws {
    id = try row.id(0)
    batch = try row.id(1)
    kind = try row.choice(2)
    subject = try row.int64(3)
    other = try row.intOrNil(4).map(Int64.init)
    from = try row.day(5)
    text = try row.text(6)
    evidence = try row.text(7)
    detail = try row.text(8)
    state = try row.choice(9)
    decidedBy = try row.textOrNil(10)
    createdAt = try row.moment(11)
  }

  /// The question, for one who may see its import.
  static func find(_ id: ID<ImportQuestion>, for actor: Actor, _ db: Connection) throws -> ImportQuestion {
    guard
      let found = try db.first(
        """
        SELECT \(columns) FROM sales_questions q JOIN sales_batches b ON b.id = q.batch_id
        JOIN sales_sources s ON s.id = b.source_id WHERE q.id = \(id) AND \(SalesBatch.visible(to: actor))
        """,
        {
          try ImportQuestion($0)
        })
    else { throw QuestionRefusal.notThere }
    return found
  }

  static func all(of batch: ID<SalesBatch>, _ db: Connection) throws -> [ImportQuestion] {
    try db.all("SELECT \(columns) FROM sales_questions q WHERE q.batch_id = \(batch) ORDER BY q.id") {
      try ImportQuestion($0)
    }
  }

  /// Keeps questions; one that was asked of this source before, whatever the answer, is not asked again.
  static func insert(_ questions: [ImportQuestion], source: ID<SalesSource>, _ db: Connection) throws {
    try db.insertMany(
      into: "sales_questions",
      columns: [
        "id", "batch_id", "source_id", "kind", "subject", "other", "detail_key", "from_day", "text",
        "evidence",
        "detail", "state", "created_at",
      ],
      rows: questions.map { one in
        let key = "\(one.other.map(String.init) ?? "")|\(SearchKey.fold(one.detail))"
        return [
          one.id.value, one.batch.value, source.value, one.kind.value, one.subject.value, one.other.value,
          key.value,
          one.from.value, one.text.value, one.evidence.value, one.detail.value, one.state.value,
          one.createdAt.value,
        ]
      }, onConflict: "(source_id, kind, subject, detail_key) DO NOTHING")
  }

  static func decide(_ id: ID<ImportQuestion>, _ state: State, _ context: Context, _ db: Connection) throws {
    let isOurs =
      try db.run(
        """
        UPDATE sales_questions SET state = \(state), decided_by = \(context.actor.name), decided_at = \(context.now)
        WHERE id = \(id) AND state = 'open'
        """) == 1
    guard isOurs else {
      throw QuestionRefusal.answered(try find(id, for: context.actor, db).decidedBy ?? "Somebody")
    }
  }

  // MARK: - What the rules look at

  static func names(ofItems numbers: [Int32], _ db: Connection) throws -> [Int32: String] {
    var found: [Int32: String] = [:]
    for some in stride(from: 0, to: numbers.count, by: 500) {
      let list = numbers[some..<min(some + 500, numbers.count)].map(Int64.init)
      try db.each("SELECT number, name FROM products WHERE number IN \(SQL.list(list))") {
        found[Int32(clamping: try $0.int64(0))] = try $0.text(1)
      }
    }
    return found
  }

  /// The code by which a source calls an item, for words.
  static func code(ofItem number: Int64, source: String, _ db: Connection) throws -> String? {
    try db.first(
      """
      SELECT x.code FROM product_aliases x JOIN products p ON p.id = x.product_id
      WHERE p.number = \(number) AND x.source = \(source) ORDER BY x.first_day DESC, x.code LIMIT 1
      """
    ) { try $0.text(0) }
  }

  /// Beyond any part that an import writes.
  private static let movedParts: Int64 = 1_000

  /// The imports with facts of an item, or with some that were moved from it.
  static func batches(ofItem number: Int64, or other: Int64, source: Int64, _ db: Connection) throws
    -> [Int64]
  {
    try db.all(
      """
      SELECT DISTINCT batch FROM sales_segments WHERE source = \(source)
        AND (product = \(number) OR (product = \(other) AND part >= \(movedParts))) ORDER BY batch
      """
    ) { try $0.int64(0) }
  }

  /// Puts an item's facts under another; their parts keep apart from those it has.
  static func moveFacts(from new: Int64, to old: Int64, source: Int64, _ db: Connection) throws {
    try db.run(
      """
      UPDATE sales_segments SET product = \(old), part = part + \(movedParts)
      WHERE source = \(source) AND product = \(new)
      """)
  }
}
