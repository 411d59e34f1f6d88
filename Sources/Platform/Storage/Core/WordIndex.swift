/// An index of words over a table, kept by the database itself in the transaction of each change: FTS5 on SQLite, GIN on
/// PostgreSQL. What is indexed are words parted by single blanks, folded already; neither database splits or folds them.
package struct WordIndex: Sendable {
  private let table: String
  private let number: String
  private let columns: [String]

  /// `number` is the table's primary key, a whole number that SQLite gives out in rising order.
  package init(over table: String, number: String, columns: [String]) {
    self.table = table
    self.number = number
    self.columns = columns
  }

  private var name: String { "\(table)_index" }

  /// Beginnings of at most so many letters are found as quickly as whole words, however many words begin so.
  package static let shortBeginning = 5

  /// The statements that make the index, for a migration.
  package var sqlite: String {
    let list = columns.joined(separator: ", ")
    let olds = columns.map { "old.\($0)" }.joined(separator: ", ")
    let news = columns.map { "new.\($0)" }.joined(separator: ", ")
    let add = "INSERT INTO \(name) (rowid, \(list)) VALUES (new.\(number), \(news));"
    let drop =
      "INSERT INTO \(name) (\(name), rowid, \(list)) VALUES ('delete', old.\(number), \(olds));"
    return """
      \(sqliteTable(beginnings: "1 2 3"))
      CREATE TRIGGER \(table)_added AFTER INSERT ON \(table) BEGIN \(add) END;
      CREATE TRIGGER \(table)_removed AFTER DELETE ON \(table) BEGIN \(drop) END;
      CREATE TRIGGER \(table)_changed AFTER UPDATE ON \(table) BEGIN \(drop) \(add) END;
      """
  }

  /// The statements that give an index made before its beginnings of up to `shortBeginning` letters.
  package var sqliteLongerBeginnings: String {
    """
    DROP TABLE \(name);
    \(sqliteTable(beginnings: "1 2 3 4 5"))
    INSERT INTO \(name) (\(name)) VALUES ('rebuild');
    """
  }

  // The ascii tokenizer leaves everything beyond ASCII in its word: splitting words is not the database's affair.
  private func sqliteTable(beginnings: String) -> String {
    """
    CREATE VIRTUAL TABLE \(name) USING fts5 (\(columns.joined(separator: ", ")), content = '\(table)', content_rowid = '\(number)',
      detail = none, columnsize = 0, prefix = '\(beginnings)', tokenize = "ascii tokenchars '_-'");
    """
  }

  package var postgres: String { "CREATE INDEX \(name) ON \(table) USING GIN (\(vector("")));" }

  private func vector(_ prefix: String) -> String {
    let text = columns.map { prefix + $0 }.joined(separator: " || ' ' || ")
    return "array_to_tsvector(string_to_array(\(text), ' '))"
  }

  /// Some columns of the newest rows that answer a question, at most `limit` of them (PostgreSQL promises no order), or of
  /// all of them in any order.
  package func select(_ columns: String..., where question: WordQuestion, limit: Int?) -> SQL {
    let columns = columns.map { "e.\($0)" }.joined(separator: ", ")
    let newest: SQL = limit.map { "ORDER BY x.rowid DESC LIMIT \($0)" } ?? ""
    let some: SQL = limit.map { "LIMIT \($0)" } ?? ""
    return SQL(
      sqlite: """
        SELECT \(raw: columns) FROM \(raw: name) x JOIN \(raw: table) e ON e.\(raw: number) = x.rowid
        WHERE x.\(raw: name) MATCH \(question.sqlite) \(newest)
        """,
      postgres: """
        SELECT \(raw: columns) FROM \(raw: table) e
        WHERE \(raw: vector("e.")) @@ CAST(\(question.postgres) AS tsquery) \(some)
        """)
  }
}

/// What rows must hold to be found: every word, one of some words, and for each beginning a word that begins so.
package struct WordQuestion: Sendable, Hashable {
  package var words: [String] = []
  /// None: not asked.
  package var oneOf: [String] = []
  package var beginnings: [String] = []

  package init(words: [String], oneOf: [String] = [], beginnings: [String] = []) {
    self.words = words
    self.oneOf = oneOf
    self.beginnings = beginnings
  }

  var sqlite: String {
    text(and: " AND ", or: " OR ") { word, isBegun in "\"\(word)\"" + (isBegun ? " *" : "") }
  }

  var postgres: String {
    text(and: " & ", or: " | ") { word, isBegun in "'\(word)'" + (isBegun ? ":*" : "") }
  }

  private func text(and: String, or: String, _ quoted: (String, Bool) -> String) -> String {
    var parts = words.map { quoted(plain($0), false) }
    if !oneOf.isEmpty {
      parts.append("(" + oneOf.map { quoted(plain($0), false) }.joined(separator: or) + ")")
    }
    parts += beginnings.map { quoted(plain($0), true) }
    return parts.joined(separator: and)
  }

  // Nothing of a word may be read as a command. What is nothing but signs is found nowhere.
  private func plain(_ word: String) -> String {
    let letters = word.unicodeScalars.filter { scalar in
      scalar.value > 127 || scalar == "_" || scalar == "-" || ("0"..."9").contains(scalar)
        || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }
    return letters.isEmpty ? "__" : String(String.UnicodeScalarView(letters))
  }
}
