import Blueprint
import Catalog
import Foundation
package import Kernel
package import Storage

extension PersonMerge {
  private static let columns: SQL =
    "m.id, m.kept_id, m.merged_id, m.moved_json, m.actor_name, m.merged_at, m.undone_at"

  private init(_ row: Row) throws {
    id = try row.id(0)
    kept = try row.id(1)
    merged = try row.id(2)
    moved = try JSONDecoder().decode(Moved.self, from: Data(try row.text(3).utf8))
    actor = try row.text(4)
    mergedAt = try row.moment(5)
    undoneAt = try row.momentOrNil(6)
  }

  static func find(_ id: ID<PersonMerge>, _ db: Connection) throws -> PersonMerge {
    let found = try db.first("SELECT \(columns) FROM person_merges m WHERE m.id = \(id)") {
      try PersonMerge($0)
    }
    guard let found else { throw PersonRefusal.mergeNotThere }
    return found
  }

  /// The merges into a person that still hold, newest first.
  package static func into(_ id: ID<Person>, _ db: Connection) throws -> [PersonMerge] {
    try db.all(
      "SELECT \(columns) FROM person_merges m WHERE m.kept_id = \(id) AND m.undone_at IS NULL ORDER BY m.id DESC"
    ) { try PersonMerge($0) }
  }

  static func insert(_ merge: PersonMerge, by actor: String, _ db: Connection) throws {
    try db.run(
      """
      INSERT INTO person_merges (id, kept_id, merged_id, moved_json, actor_id, actor_name, merged_at)
      VALUES (\(merge.id), \(merge.kept), \(merge.merged), \(try JSON.text(of: merge.moved)), \(actor),
        \(merge.actor), \(merge.mergedAt))
      """)
  }

  static func end(_ id: ID<PersonMerge>, at moment: Date, _ db: Connection) throws {
    try db.run("UPDATE person_merges SET undone_at = \(moment) WHERE id = \(id)")
  }

  /// What hangs on a person now.
  static func hanging(on id: ID<Person>, _ db: Connection) throws -> Moved {
    var moved = Moved()
    moved.positions = try db.all("SELECT id FROM person_positions WHERE person_id = \(id) ORDER BY id") {
      try $0.id(0)
    }
    moved.assessments = try db.all("SELECT id FROM person_assessments WHERE person_id = \(id) ORDER BY id") {
      try $0.id(0)
    }
    moved.codes = try db.all(
      "SELECT source, code FROM person_codes WHERE person_id = \(id) ORDER BY source, code"
    ) {
      PersonRecord.Code(source: try $0.text(0), code: try $0.text(1))
    }
    moved.reports = try db.all("SELECT id FROM person_positions WHERE reports_to = \(id) ORDER BY id") {
      try $0.id(0)
    }
    moved.merged = try db.all("SELECT id FROM persons WHERE merged_into = \(id) ORDER BY id") { try $0.id(0) }
    return moved
  }

  /// Hangs what hung on one person on another, where it still hangs on the first.
  static func rehang(_ moved: Moved, from old: ID<Person>, to new: ID<Person>, _ db: Connection) throws {
    for batch in moved.positions.chunked(by: 300) {
      // Who reported to the other of the two reports to nobody now: nobody reports to themselves.
      try db.run(
        """
        UPDATE person_positions SET person_id = \(new),
          reports_to = CASE WHEN reports_to = \(new) THEN NULL ELSE reports_to END
        WHERE person_id = \(old) AND id IN \(SQL.list(batch))
        """)
    }
    for batch in moved.reports.chunked(by: 300) {
      try db.run(
        """
        UPDATE person_positions SET reports_to = CASE WHEN person_id = \(new) THEN NULL ELSE \(new) END
        WHERE reports_to = \(old) AND id IN \(SQL.list(batch))
        """)
    }
    for batch in moved.assessments.chunked(by: 300) {
      try db.run(
        "UPDATE person_assessments SET person_id = \(new) WHERE person_id = \(old) AND id IN \(SQL.list(batch))"
      )
    }
    for code in moved.codes {
      try db.run(
        """
        UPDATE person_codes SET person_id = \(new)
        WHERE person_id = \(old) AND source = \(code.source) AND code = \(code.code)
        """)
    }
    for batch in moved.merged.chunked(by: 300) {
      try db.run(
        "UPDATE persons SET merged_into = \(new) WHERE merged_into = \(old) AND id IN \(SQL.list(batch))")
    }
    try Person.noteForSearch([old, new], db)
  }
}
