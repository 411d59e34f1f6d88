package import Blueprint
package import Kernel
import Sales
package import Storage

/// A question under a name, the reader's own or a colleague's that is shared. Each reader gets their own figures.
package struct SavedAnalysis: Reply, Located, Hashable {
  package let id: ID<SavedAnalysis>
  package let name: String
  package let owner: ID<Actor>
  package let ownerName: String
  package let isShared: Bool
  /// The question, as the part of an address after `?`.
  package let address: String

  package var location: String { "/analyses/\(id)" }

  package struct New: Codable, Sendable {
    package var name: String
    package var address: String
    package var shared: Bool?

    package init(name: String, address: String, shared: Bool? = nil) {
      self.name = name
      self.address = address
      self.shared = shared
    }
  }

  package struct Wanted: Codable, Sendable { package var id: ID<SavedAnalysis> }
}

/// Saved analyses as an answer.
struct SavedAnalyses: Reply { let items: [SavedAnalysis] }

/// Why something saved was not kept, or not found.
package enum InsightRefusal: Refusal, Equatable {
  case notThere(String)
  case nameMissing
  case nameTaken(String)
  case noThreshold(String)
  case noSuchMetric(String, known: [String])
  case nothingToCompare

  package var status: Int {
    switch self {
    case .notThere: 404
    case .nameTaken: 409
    default: 422
    }
  }
  package var code: String {
    switch self {
    case .notThere: "not-there"
    case .nameMissing, .nameTaken: "wrong-name"
    case .noThreshold: "wrong-threshold"
    case .noSuchMetric, .nothingToCompare: "wrong-metric"
    }
  }
  package var field: String? {
    switch self {
    case .notThere: nil
    case .nameMissing, .nameTaken: "name"
    case .noThreshold: "threshold"
    case .noSuchMetric, .nothingToCompare: "metric"
    }
  }
  package var message: String {
    switch self {
    case .notThere(let what): "There is no such \(what) of yours, nor one that is shared with you."
    case .nameMissing:
      "The name is missing. Write a name of at most 80 characters, such as “Snacks by account”."
    case .nameTaken(let name): "You have “\(name)” already. Choose another name, or delete the old one first."
    case .noThreshold(let text):
      "“\(text)” is not a threshold. Write a number such as 10 or -2.5, with at most four decimals."
    case .noSuchMetric(let word, let known):
      "The analysis has no metric “\(word)”. It has: \(known.joined(separator: ", "))."
    case .nothingToCompare:
      "A change of this metric can't be watched, since it is a change itself. Watch it above or below a threshold."
    }
  }
}

extension SavedAnalysis {
  private static let columns: SQL = "s.id, s.name, s.owner_id, s.owner_name, s.is_shared, s.address"

  private init(_ row: Row) throws {
    id = try row.id(0)
    name = try row.text(1)
    owner = try row.id(2)
    ownerName = try row.text(3)
    isShared = try row.bool(4)
    address = try row.text(5)
  }

  /// The reader's own first, then what is shared.
  package static func all(for actor: Actor, _ db: Connection) throws -> [SavedAnalysis] {
    try db.all(
      """
      SELECT \(columns) FROM insight_analyses s WHERE s.owner_id = \(actor.id) OR s.is_shared
      ORDER BY CASE WHEN s.owner_id = \(actor.id) THEN 0 ELSE 1 END, s.name, s.id
      """
    ) { try SavedAnalysis($0) }
  }

  package static func find(_ id: ID<SavedAnalysis>, for actor: Actor, _ db: Connection) throws
    -> SavedAnalysis
  {
    let found = try db.first(
      """
      SELECT \(columns) FROM insight_analyses s
      WHERE s.id = \(id) AND (s.owner_id = \(actor.id) OR s.is_shared)
      """
    ) { try SavedAnalysis($0) }
    guard let found else { throw InsightRefusal.notThere("analysis") }
    return found
  }

  package static func save(_ input: New, _ context: Context) async throws -> SavedAnalysis {
    let name = try InsightNames.checked(input.name), query = try AnalysisQuery(address: input.address)
    let actor = context.actor
    return try await context.write { db in
      try InsightNames.refuse(taken: name, in: "insight_analyses", by: actor, db)
      let one = SavedAnalysis(
        id: .new(at: context.now), name: name, owner: actor.id, ownerName: actor.name,
        isShared: input.shared ?? false, address: query.address)
      try db.run(
        """
        INSERT INTO insight_analyses (id, name, owner_id, owner_name, is_shared, address, created_at)
        VALUES (\(one.id), \(one.name), \(one.owner), \(one.ownerName), \(one.isShared), \(one.address),
          \(context.now))
        """)
      return one
    }
  }

  package static func delete(_ id: ID<SavedAnalysis>, _ context: Context) async throws {
    try await context.write { db in
      let count = try db.run(
        "DELETE FROM insight_analyses WHERE id = \(id) AND owner_id = \(context.actor.id)")
      guard count == 1 else { throw InsightRefusal.notThere("analysis") }
    }
  }
}

/// Names of saved things: at most eighty characters, and one owner has each only once.
enum InsightNames {
  static func checked(_ text: String) throws -> String {
    let start = text.drop { $0.isWhitespace }
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { throw InsightRefusal.nameMissing }
    let name = String(start[...end])
    guard name.count <= 80 else { throw InsightRefusal.nameMissing }
    return name
  }

  static func refuse(taken name: String, in table: String, by actor: Actor, _ db: Connection) throws {
    let count = try db.count(
      "SELECT COUNT(*) FROM \(raw: table) WHERE owner_id = \(actor.id) AND name = \(name)")
    if count > 0 { throw InsightRefusal.nameTaken(name) }
  }
}
