internal import Foundation
internal import Secrets

/// A database as plain files, to leave with or to move to the other kind of database.
///
/// A folder holds `schema.json` (tables in an order that can be loaded, columns, keys, applied migrations), one
/// `TABLE.csv` per table and, written last, `checksums.json` (SHA-256 and row count of every file). The CSV is
/// RFC 4180 in UTF-8: a first line of column names, CRLF, rows in the byte order of the primary key; null is an
/// empty field without quotes, the empty text is `""`; booleans are `true` and `false`, BLOBs base64, numbers as
/// Swift writes them. The same content gives the same bytes from SQLite and from PostgreSQL.
package enum Exchange {
  /// Why a folder was not read or written.
  package enum Refused: Error, Sendable, Equatable, CustomStringConvertible {
    case folderNotEmpty(String)
    case missing(file: String)
    case changed(file: String)
    case otherSchema(String)
    case notEmpty(table: String)
    case badRow(file: String, line: Int, column: String?, reason: String)

    package var description: String {
      switch self {
      case .folderNotEmpty(let path): "the folder \(path) is not empty; name a new one"
      case .missing(let file): "\(file) is missing or cannot be read; the export is not complete"
      case .changed(let file):
        "\(file) is not as it was exported (its checksum differs); nothing was imported"
      case .otherSchema(let reason): "the export does not fit this database: \(reason); nothing was imported"
      case .notEmpty(let table): "the table \(table) has rows already; import into a new database"
      case .badRow(let file, let line, let column, let reason):
        "\(file), line \(line)\(column.map { ", column \($0)" } ?? ""): \(reason); nothing was imported"
      }
    }
  }

  /// What is known of one exported file.
  struct Seal: Codable, Equatable {
    let sha256: String
    let rows: Int?
  }

  static let schemaFile = "schema.json"
  static let sealsFile = "checksums.json"

  static func json(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value) + Data([10])
  }

  static func decoded<T: Decodable>(_ type: T.Type, _ folder: URL, _ file: String) throws -> T {
    do {
      return try JSONDecoder().decode(type, from: Data(contentsOf: folder.appendingPathComponent(file)))
    } catch {
      throw Refused.missing(file: file)
    }
  }
}
