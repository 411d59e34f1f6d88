import Kernel
import Storage

/// An entry of the index that holds the words of a question, whatever its kind and whoever may find it.
struct SearchHit {
  let kind: String
  let record: String
  let marks: [Substring]
  let words: [Substring]

  /// More hits than these are sought kind by kind.
  static let most = 64

  /// All hits, newest first, where they are few; nil where they are many.
  ///
  /// Few hits are looked through here: to have the index join them with the hundreds of thousands of one kind, or of one
  /// reader, takes it ten times as long. PostgreSQL joins quickly, and is asked kind by kind.
  static func few(_ words: [String], _ db: Connection) throws -> [SearchHit]? {
    guard db.dialect == .sqlite else { return nil }
    // Long words are taken as whole: to gather all that begin like them takes long, and they are seldom just begun.
    let long = words.dropLast().filter { $0.count > WordIndex.shortBeginning }
    if let last = words.last, last.count > WordIndex.shortBeginning,
      try all(WordQuestion(words: words), db).count > most
    {
      return nil
    }
    var hits = try all(
      WordQuestion(words: long, beginnings: words.dropLast().filter { !long.contains($0) } + words.suffix(1)),
      db)
    if hits.isEmpty, !long.isEmpty { hits = try all(WordQuestion(words: [], beginnings: words), db) }
    return hits.count > most ? nil : hits
  }

  private static func all(_ question: WordQuestion, _ db: Connection) throws -> [SearchHit] {
    let sql = SearchEntry.index.select(
      "kind", "record_id", "reach", "words", where: question, limit: most + 1)
    return try db.all(sql) { row in
      SearchHit(
        kind: try row.text(0), record: try row.text(1), marks: try row.text(2).split(separator: " "),
        words: try row.text(3).split(separator: " "))
    }
  }

  /// 0: holds the words as they stand; 1: all but the last, which is just begun; 2: words that begin so.
  func rank(_ asked: [String]) -> Int {
    func holds(_ some: some Sequence<String>) -> Bool {
      some.allSatisfy { one in words.contains { $0 == one } }
    }
    return holds(asked) ? 0 : holds(asked.dropLast()) ? 1 : 2
  }
}

extension [SearchHit] {
  /// The records of a kind that the actor may find, best first, each once.
  func best(of kind: String, _ words: [String], for actor: Actor, limit: Int) -> [String] {
    let marks = Reach.marks(of: actor), name = "_" + kind
    let mine = filter { hit in
      hit.kind == name && (marks.isEmpty || hit.marks.contains { mark in marks.contains { $0 == mark } })
    }
    var seen = Set<String>()
    let ranked = mine.enumerated().sorted {
      ($0.element.rank(words), $0.offset) < ($1.element.rank(words), $1.offset)
    }
    return ranked.map(\.element.record).filter { seen.insert($0).inserted }.prefix(limit).map { $0 }
  }
}
