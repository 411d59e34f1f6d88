import Blueprint
import Foundation
import Kernel
import Storage

extension RecordImport {
  /// How many notes a reply carries.
  static let shownNotes = 100

  /// An import is its maker's: its rows name what others may not see.
  static func find(_ id: ID<RecordImport>, kind: String, for actor: Actor, _ db: Connection) throws
    -> RecordImport
  {
    let mine: SQL = actor.seesEverything ? "1 = 1" : "actor_id = \(actor.id)"
    let found = try db.first(
      """
      SELECT id, kind, state, file_name, options_json, header_json, counts_json, actor_name, created_at, ended_at
      FROM record_imports WHERE id = \(id) AND kind = \(kind) AND \(mine)
      """
    ) { row in
      let reader = JSONDecoder()
      return RecordImport(
        id: try row.id(0), kind: try row.text(1), state: try row.choice(2), fileName: try row.text(3),
        options: try reader.decode(Options.self, from: Data(try row.text(4).utf8)),
        header: try reader.decode([String].self, from: Data(try row.text(5).utf8)),
        counts: try reader.decode(Counts.self, from: Data(try row.text(6).utf8)), notes: [],
        actor: try row.text(7), createdAt: try row.moment(8), endedAt: try row.momentOrNil(9))
    }
    guard var found else { throw RecordImportRefusal.notThere }
    found.notes = try notes(of: id, limit: shownNotes, db)
    return found
  }

  static func notes(of id: ID<RecordImport>, limit: Int, _ db: Connection) throws -> [RecordNote] {
    try db.all(
      "SELECT row_json FROM record_import_notes WHERE import_id = \(id) ORDER BY place LIMIT \(limit)"
    ) { try JSONDecoder().decode(RecordNote.self, from: Data(try $0.text(0).utf8)) }
  }

  static func path(of id: ID<RecordImport>, _ db: Connection) throws -> String {
    try db.first("SELECT file_path FROM record_imports WHERE id = \(id)") { try $0.text(0) } ?? ""
  }

  static func insert(_ one: RecordImport, path: String, digest: String, by actor: String, _ db: Connection)
    throws
  {
    try db.run(
      """
      INSERT INTO record_imports (id, kind, state, file_name, file_path, digest, options_json, header_json,
        counts_json, actor_id, actor_name, created_at)
      VALUES (\(one.id), \(one.kind), \(one.state), \(one.fileName), \(path), \(digest),
        \(try JSON.text(of: one.options)), \(try JSON.text(of: one.header)), \(try JSON.text(of: one.counts)),
        \(actor), \(one.actor), \(one.createdAt))
      """)
  }

  /// Puts an import into a state, with its counts and notes as they are now.
  static func close(
    _ id: ID<RecordImport>, _ state: State, _ pass: RecordPass, at moment: Date, _ db: Connection
  ) throws {
    try db.run(
      """
      UPDATE record_imports SET state = \(state), header_json = \(try JSON.text(of: pass.header)),
        counts_json = \(try JSON.text(of: pass.counts)), ended_at = \(moment)
      WHERE id = \(id)
      """)
    try db.run("DELETE FROM record_import_notes WHERE import_id = \(id)")
    try insert(pass.notes, of: id, db)
  }

  static func insert(_ notes: [RecordNote], of id: ID<RecordImport>, _ db: Connection) throws {
    let rows = try notes.enumerated().map { place, note -> [Value] in
      [
        id.value, place.value, note.line.value, note.kind.rawValue.value, note.field.value, note.reason.value,
        try JSON.text(of: note).value,
      ]
    }
    try db.insertMany(
      into: "record_import_notes",
      columns: ["import_id", "place", "line", "kind", "field", "reason", "row_json"],
      rows: rows)
  }

  static func setState(_ state: State, _ id: ID<RecordImport>, at moment: Date, _ db: Connection) throws {
    try db.run("UPDATE record_imports SET state = \(state), ended_at = \(moment) WHERE id = \(id)")
  }

  static func insert(
    _ changes: [RecordPlan.Change], of id: ID<RecordImport>, from first: Int, _ db: Connection
  ) throws {
    try db.insertMany(
      into: "record_import_changes", columns: ["import_id", "place", "record_id", "version", "before_json"],
      rows: changes.enumerated().lazy.map { place, change in
        [id.value, (first + place).value, change.record.value, change.version.value, change.before.value]
      }, together: 64)
  }

  static func changes(
    of id: ID<RecordImport>, from first: Int, limit: Int, _ db: Connection
  ) throws -> [RecordPlan.Change] {
    try db.all(
      """
      SELECT record_id, version, before_json FROM record_import_changes WHERE import_id = \(id) AND place >= \(first)
      ORDER BY place LIMIT \(limit)
      """
    ) { RecordPlan.Change(record: try $0.text(0), version: try $0.int(1), before: try $0.textOrNil(2)) }
  }

  /// After an undo a record is again as the import before it left it, two versions on: one by the import, one by
  /// its undo. The earlier imports learn that, so that they can be undone in turn.
  static func passBack(_ id: ID<RecordImport>, _ db: Connection) throws {
    try db.run(
      """
      UPDATE record_import_changes SET version = version + 2 WHERE import_id <> \(id) AND EXISTS (
        SELECT 1 FROM record_import_changes c WHERE c.import_id = \(id) AND c.before_json IS NOT NULL
          AND c.record_id = record_import_changes.record_id AND c.version = record_import_changes.version + 1)
      """)
  }
}
