package import Blueprint
package import Kernel
package import Storage

extension Qualification {
  package static func of(_ deal: ID<Deal>, _ db: Connection) throws -> [Qualification] {
    complete(
      try db.all(
        """
        SELECT q.element, q.state, q.evidence, u.name, q.changed_on FROM deal_qualifications q
        LEFT JOIN users u ON u.id = q.changed_by WHERE q.deal_id = \(deal) ORDER BY q.element
        """
      ) { row in
        Qualification(
          element: try row.choice(0), state: try row.choice(1), evidence: try row.text(2),
          by: try row.textOrNil(3), on: try row.day(4))
      })
  }

  /// What is written down as evidence, by deal; only where there is some.
  static func evidence(of deals: [ID<Deal>], _ db: Connection) throws -> [ID<Deal>: [(
    element: Element, evidence: String
  )]] {
    let rows = try db.all(
      """
      SELECT deal_id, element, evidence FROM deal_qualifications
      WHERE deal_id IN \(SQL.list(deals)) AND evidence <> '' ORDER BY deal_id, element
      """
    ) {
      (try $0.id(0, as: Deal.self), (element: try $0.choice(1, as: Element.self), evidence: try $0.text(2)))
    }
    return Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }
  }

  package static func save(
    _ rows: [(deal: ID<Deal>, one: Qualification)], by actor: ID<Actor>, on day: Day, _ db: Connection
  ) throws {
    try db.insertMany(
      into: "deal_qualifications",
      columns: ["deal_id", "element", "state", "evidence", "changed_by", "changed_on"],
      rows: rows.lazy.map { deal, one in
        [deal.value, one.element.value, one.state.value, one.evidence.value, actor.value, day.value]
      },
      onConflict: """
        (deal_id, element) DO UPDATE SET state = excluded.state, evidence = excluded.evidence,
        changed_by = excluded.changed_by, changed_on = excluded.changed_on
        """)
  }
}
