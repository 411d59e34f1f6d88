import Blueprint
import Foundation
import Kernel
import Sales
import Storage

/// One batch of the demo in `sales_batches`, and what it holds by now.
struct DemoBatchRow: Sendable {
  let id: ID<SalesBatch>
  let number: Int64
  let source: ID<SalesSource>
  let sourceName: String
  let fileName: String
  let receivedOn: Day
  /// The company's week numbers, the last included.
  let weeks: ClosedRange<Int>
  var facts = 0
  var duplicates = 0
  var restated = 0
  var units: Int64 = 0
  var cents: Int64 = 0

  /// At six in the morning, UTC.
  private var moment: Date { Date(timeIntervalSince1970: Double(receivedOn.ordinal) * 86_400 + 6 * 3_600) }

  func begin(_ context: Context, _ db: Connection) throws {
    try db.run(
      """
      INSERT INTO sales_batches (id, number, source_id, loader, file_name, file_key, file_digest, state,
        accepted, rejected, duplicates, restated, unknown_codes, facts, result_json, first_week, last_week,
        started_at, actor_id, actor_name)
      VALUES (\(id), \(number), \(source), \(DemoSalesWriter.loader), \(fileName),
        \(SearchKey.fold(fileName)), \("demo:\(fileName)"), 'loading', 0, 0, 0, 0, 0, 0,
        \(try JSON.text(of: ImportResult())),
        \(weeks.lowerBound), \(weeks.upperBound), \(moment), \(context.actor.id), \(context.actor.name))
      """)
  }

  func show(_ context: Context, _ db: Connection) throws {
    var result = ImportResult()
    result.batch = id
    result.source = sourceName
    result.loader = DemoSalesWriter.loader
    result.fileName = fileName
    result.accepted = facts
    result.facts = facts
    result.duplicates = duplicates
    result.restated = restated
    result.currency = Currency.usd.code
    result.totals = [
      "units": String(units), "value": Money(minor: cents, currency: .usd).decimalText,
    ]
    try db.run(
      """
      UPDATE sales_batches SET state = 'visible', accepted = \(facts), duplicates = \(duplicates),
        restated = \(restated), facts = \(facts), result_json = \(try JSON.text(of: result)),
        ended_at = \(moment)
      WHERE id = \(id)
      """)
    try db.run(
      "INSERT INTO sales_batch_spans (batch_id, shown_at, hidden_at) VALUES (\(id), \(moment), NULL)")
    try context.publish(
      SalesBatch.wasImported, id, after: ["file": fileName, "source": sourceName, "rows": String(facts)], db)
  }
}
