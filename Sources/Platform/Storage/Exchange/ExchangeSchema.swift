/// What an export says about the database it came from: `schema.json`.
package struct ExchangeSchema: Codable, Sendable, Equatable {
  /// The kinds of values that both databases share, by one name each.
  package enum Kind: String, Codable, Sendable { case text, integer, double, boolean, blob }

  package struct Column: Codable, Sendable, Equatable {
    package let name: String
    package let kind: Kind
    package let required: Bool
  }

  package struct Table: Codable, Sendable, Equatable {
    package let name: String
    package let primaryKey: [String]
    /// The key's columns first, then the others by name: later migrations may order them differently.
    package let columns: [Column]
    package let references: [String]

    package var file: String { "\(name).csv" }
    /// What makes the order of rows certain.
    var order: [Column] {
      primaryKey.isEmpty ? columns : columns.filter { primaryKey.contains($0.name) }
    }
  }

  package struct Step: Codable, Sendable, Equatable {
    package let name: String
    package let checksum: String
  }

  package var format = "mainstay export"
  package var version = 1
  package let migrations: [Step]
  /// A table stands after those it refers to.
  package let tables: [Table]

  /// Reads the schema of an open database.
  static func read(_ db: Connection) throws -> ExchangeSchema {
    let steps =
      try Migrator.isPrepared(db)
      ? db.all("SELECT name, checksum FROM migrations") {
        Step(name: try $0.text(0), checksum: try $0.text(1))
      } : []
    let names = try Tables.names(db).filter { $0 != "migrations" }
    let tables = try names.map { name in
      let key = try Tables.primaryKey(name, db)
      let columns = try Tables.columns(name, db).map { column in
        guard let kind = Kind(declared: column.type) else {
          throw StorageError.fault(
            "\(name).\(column.name) has the type \(column.type), which is not portable", sql: "")
        }
        return Column(name: column.name, kind: kind, required: column.isRequired || key.contains(column.name))
      }
      let ordered = key.compactMap { name in columns.first { $0.name == name } }
      let others = columns.filter { !key.contains($0.name) }
      return Table(
        name: name, primaryKey: key, columns: ordered + others.sorted { Tables.precedes($0.name, $1.name) },
        references: try Tables.references(name, db).filter { $0 != name })
    }
    return ExchangeSchema(
      migrations: steps.sorted { Tables.precedes($0.name, $1.name) }, tables: inOrder(tables))
  }

  // Parents first; where tables refer to each other in a ring, by name.
  private static func inOrder(_ tables: [Table]) -> [Table] {
    var left = tables, done: [Table] = []
    while !left.isEmpty {
      let waiting = Set(left.map(\.name))
      let index = left.firstIndex { $0.references.allSatisfy { !waiting.contains($0) } } ?? 0
      done.append(left.remove(at: index))
    }
    return done
  }
}

extension ExchangeSchema.Kind {
  /// The kind of a type as either database spells it.
  init?(declared: String) {
    switch declared.uppercased() {
    case "TEXT", "VARCHAR", "CHARACTER VARYING": self = .text
    case "BIGINT", "INTEGER", "INT", "SMALLINT": self = .integer
    case "DOUBLE PRECISION", "REAL", "DOUBLE": self = .double
    case "BOOLEAN": self = .boolean
    case "BLOB", "BYTEA": self = .blob
    default: return nil
    }
  }
}
