internal import Secrets

/// One step of the schema, never edited once shipped. Named by day, so that the steps of all capabilities
/// run in the order they were written: `"2026-01-12.1 accounts: create"`.
package struct Migration: Sendable {
  package let name: String
  let sqlite: String
  let postgres: String

  /// Portable SQL, one or more statements. `BLOB` becomes `BYTEA` for PostgreSQL.
  package init(_ name: String, _ statements: String) {
    self.name = name
    sqlite = statements
    postgres = Migration.withBytea(statements)
  }

  /// Portable statements, one by one.
  package init(_ name: String, _ statements: [String]) {
    self.init(name, statements.joined(separator: ";\n"))
  }

  /// Where the two databases need different words.
  package init(_ name: String, sqlite: String, postgres: String) {
    self.name = name
    self.sqlite = sqlite
    self.postgres = postgres
  }

  func text(_ dialect: Dialect) -> String { dialect == .sqlite ? sqlite : postgres }

  /// The same on both databases, so that an export from one is known to the other.
  var checksum: String { SHA256.hex("\(sqlite)\u{0}\(postgres)") }

  // Whole words outside of quotes and comments.
  static func withBytea(_ text: String) -> String {
    var result = "", word = "", quote: Character?, inComment = false
    func flush() {
      result += quote == nil && !inComment && word.uppercased() == "BLOB" ? "BYTEA" : word
      word = ""
    }
    for character in text {
      if character.isLetter || character.isNumber || character == "_" {
        word.append(character)
        continue
      }
      flush()
      if inComment {
        inComment = character != "\n"
      } else if let open = quote {
        if character == open { quote = nil }
      } else if character == "'" || character == "\"" {
        quote = character
      } else if character == "-", result.hasSuffix("-") {
        inComment = true
      }
      result.append(character)
    }
    flush()
    return result
  }
}
