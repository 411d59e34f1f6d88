package import Foundation
package import Kernel
package import Storage

/// A kind of thing that happens to a kind of record: `EventKind<Account>("account.renamed")`.
package struct EventKind<Subject>: Sendable {
  package let name: String
  package init(_ name: String) { self.name = name }
}

/// What happened to a record, who did it and what changed: the audit trail.
package struct Event: Sendable, Codable {
  package let id: ID<Event>
  package let kind: String
  package let subject: String
  package let actor: String
  package let at: Date
  package let before: JSON?
  package let after: JSON?
}

extension Context {
  /// Keeps an event in the transaction of the change itself.
  package func publish<Subject>(
    _ kind: EventKind<Subject>, _ subject: ID<Subject>, before: (any Encodable)? = nil,
    after: (any Encodable)? = nil, _ db: Connection
  ) throws {
    let old = try before.map { try JSON.text(of: $0) }, new = try after.map { try JSON.text(of: $0) }
    _ = try db.run(
      """
      INSERT INTO events (id, kind, subject_id, actor_id, actor_name, at, before_json, after_json, request_id)
      VALUES (\(ID<Event>.new(at: now)), \(kind.name), \(subject), \(actor.id), \(actor.name), \(now), \(old),
        \(new), \(requestID))
      """)
  }
}

extension Event {
  /// The trail of one record, newest first.
  package static func history(of subject: String, limit: Int = 50, _ db: Connection) throws -> [Event] {
    try db.all(
      """
      SELECT id, kind, subject_id, actor_name, at, before_json, after_json FROM events
      WHERE subject_id = \(subject) ORDER BY id DESC LIMIT \(limit)
      """
    ) { row in
      Event(
        id: try row.id(0), kind: try row.text(1), subject: try row.text(2), actor: try row.text(3),
        at: try row.moment(4), before: try json(row, 5), after: try json(row, 6))
    }
  }

  private static func json(_ row: Row, _ column: Int) throws -> JSON? {
    try row.textOrNil(column).flatMap { JSON.parse(Data($0.utf8)) }
  }

  /// The fields that differ, as `name: before -> after`.
  package var changes: [(field: String, before: String, after: String)] {
    var old: [String: JSON] = [:], new: [String: JSON] = [:]
    if case .object(let fields)? = before { old = fields }
    if case .object(let fields)? = after { new = fields }
    return Set(old.keys).union(new.keys).sorted().compactMap { name in
      let was = old[name].map(Event.plain) ?? "", becomes = new[name].map(Event.plain) ?? ""
      return was == becomes ? nil : (name, was, becomes)
    }
  }

  /// A field as readers know it: `fields.loyalty_card`, one of the company's own, reads “Loyalty card”.
  package func title(of field: String) -> String {
    guard field.hasPrefix("fields.") else { return Words.title(field) }
    return Words.title(String(field.dropFirst("fields.".count)).replacing("_", with: " "))
  }

  private static func plain(_ value: JSON) -> String {
    switch value {
    case .null: ""
    case .bool(let flag): flag ? "yes" : "no"
    case .whole(let number): String(number)
    case .number(let number): String(number)
    case .text(let text): text
    case .array(let values): values.map(plain).joined(separator: ", ")
    case .object(let fields):
      fields.sorted { $0.key < $1.key }.map { "\($0.key) \(plain($0.value))" }.joined(separator: ", ")
    }
  }
}
