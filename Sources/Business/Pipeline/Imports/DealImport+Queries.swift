import Accounts
import Blueprint
import Foundation
package import Kernel
package import Storage

extension DealImport {
  package static func find(_ id: ID<DealImport>, _ db: Connection) throws -> DealImport {
    let found = try db.first("SELECT body_json, state, ended_at FROM deal_imports WHERE id = \(id)") { row in
      var one = try JSONDecoder().decode(DealImport.self, from: Data(try row.text(0).utf8))
      one.state = try row.choice(1)
      one.endedAt = try row.momentOrNil(2)
      return one
    }
    guard let found else { throw DealImportRefusal.notThere }
    return found
  }

  static func path(of id: ID<DealImport>, _ db: Connection) throws -> String {
    try db.first("SELECT file_path FROM deal_imports WHERE id = \(id)") { try $0.text(0) } ?? ""
  }

  /// An import of the very same file from the same source that holds.
  static func same(_ digest: String, _ source: String, _ db: Connection) throws -> ID<DealImport>? {
    try db.first(
      "SELECT id FROM deal_imports WHERE digest = \(digest) AND source = \(source) AND state = 'applied' ORDER BY id DESC LIMIT 1"
    ) { try $0.id(0) }
  }

  static func save(_ one: DealImport, path: String, digest: String, _ db: Connection) throws {
    try db.run(
      """
      INSERT INTO deal_imports (id, state, source, file_path, digest, body_json, created_at, ended_at)
      VALUES (\(one.id), \(one.state), \(one.options.source), \(path), \(digest), \(try JSON.text(of: one)),
        \(one.createdAt), \(one.endedAt))
      ON CONFLICT (id) DO UPDATE SET state = excluded.state, body_json = excluded.body_json, ended_at = excluded.ended_at
      """)
  }

  static func setState(_ state: State, _ id: ID<DealImport>, at moment: Date, _ db: Connection) throws {
    try db.run("UPDATE deal_imports SET state = \(state), ended_at = \(moment) WHERE id = \(id)")
  }

  /// New deals of an import, with its mark, so that one statement takes them back.
  static func insert(
    _ deals: [Deal], _ states: [DealState], of id: ID<DealImport>, by actor: ID<Actor>, _ db: Connection
  )
    throws
  {
    try db.insertMany(
      into: "deals", columns: Deal.fields + ["import_id"], rows: deals.lazy.map { $0.values + [id.value] })
    let reaches = try Account.reaches(of: deals.compactMap(\.account), db)
    try SearchEntry.insert(deals.lazy.map { $0.entry(reaches) }, db)
    try DealState.insert(states, by: actor, db)
  }

  static func insert(changes: [(deal: Deal, before: DealBefore)], of id: ID<DealImport>, _ db: Connection)
    throws
  {
    try db.insertMany(
      into: "deal_import_changes", columns: ["import_id", "deal_id", "version", "before_json"],
      rows: try changes.map {
        [id.value, $0.deal.id.value, $0.deal.version.value, try JSON.text(of: $0.before).value]
      })
  }

  /// What changed since an import: undoing it would lose that.
  static func changedSince(_ id: ID<DealImport>, _ db: Connection) throws -> [String] {
    try db.all(
      """
      SELECT d.name FROM deals d WHERE d.import_id = \(id) AND d.version > 1
      UNION ALL SELECT d.name FROM deals d JOIN deal_import_changes c ON c.deal_id = d.id
        WHERE c.import_id = \(id) AND d.version <> c.version LIMIT 6
      """
    ) { try $0.text(0) }
  }

  static func takeBack(_ id: ID<DealImport>, _ context: Context, _ db: Connection) throws {
    let before = try db.all(
      "SELECT before_json, version FROM deal_import_changes WHERE import_id = \(id) ORDER BY deal_id"
    ) { row in
      (
        before: try JSONDecoder().decode(DealBefore.self, from: Data(try row.text(0).utf8)),
        version: try row.int(1)
      )
    }
    var restored: [Deal] = [], states: [DealState] = []
    for (old, version) in before {
      var deal = old.deal
      deal.version = version + 1
      deal.changedAt = context.now
      restored.append(deal)
      let place = try DealState.nextPlace(of: deal.id, db)
      states.append(try deal.state(place, on: context.today, context, db))
    }
    try Deal.write(restored, db)
    try CustomHeld.save(before.map { ($0.before.deal.id.text, $0.before.own) }, db)
    try DealState.insert(states, by: context.actor.id, db)
    try SearchEntry.remove(found: "SELECT d.id FROM deals d WHERE d.import_id = \(id)", db)
    try CustomValue.forget(try db.all("SELECT id FROM deals WHERE import_id = \(id)") { try $0.text(0) }, db)
    try db.run("DELETE FROM deals WHERE import_id = \(id)")
  }

  /// The deals of a source by their codes.
  static func known(_ source: String, _ codes: [String], _ company: Currency, _ db: Connection) throws
    -> [String: Deal]
  {
    let found = try db.all(
      "SELECT \(Deal.columns) FROM deals d WHERE d.source = \(source) AND d.code IN \(SQL.list(codes))"
    ) { try Deal($0, company: company) }
    return Dictionary(found.compactMap { deal in deal.code.map { ($0, deal) } }) { first, _ in first }
  }

  static func hasDeals(_ source: String, _ db: Connection) throws -> Bool {
    try db.first("SELECT 1 FROM deals WHERE source = \(source) AND code IS NOT NULL LIMIT 1") { _ in true }
      ?? false
  }
}

/// A deal as it stood before an import changed it: the deal's own JSON, with what it held in the company's own fields.
struct DealBefore: Codable, Sendable {
  let deal: Deal
  let own: [CustomHeld]

  init(deal: Deal, own: [CustomHeld]) {
    self.deal = deal
    self.own = own
  }

  private enum Key: String, CodingKey { case own }

  init(from decoder: any Decoder) throws {
    deal = try Deal(from: decoder)
    own = try decoder.container(keyedBy: Key.self).decodeIfPresent([CustomHeld].self, forKey: .own) ?? []
  }

  func encode(to encoder: any Encoder) throws {
    try deal.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(own, forKey: .own)
  }
}
