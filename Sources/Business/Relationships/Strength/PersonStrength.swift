import Activity
import Accounts
package import Blueprint
import Catalog
package import Kernel
package import People
package import Storage

/// Why somebody is “strong”: every contact with what it adds, and what people of ours think beside.
package struct PersonStrength: Reply {
  package let person: ID<Person>
  package let name: String
  package let on: Day
  package let strength: Strength
  package let opinions: [Assessment]

  package struct Wanted: Codable, Sendable {
    package var id: ID<Person>
    package var on: Day?

    package init(id: ID<Person>, on: Day? = nil) {
      self.id = id
      self.on = on
    }
  }

  package static func find(_ wanted: Wanted, _ context: Context, _ db: Connection) throws -> PersonStrength {
    let person = try Person.find(wanted.id, for: context.actor, db), day = wanted.on ?? context.today
    let contacts = try Strength.contacts(of: [person.id], until: day, for: context.actor, db)
    return PersonStrength(
      person: person.id, name: person.name, on: day, strength: Strength(contacts[person.id] ?? [], on: day),
      opinions: Assessment.opinions(try Assessment.all(of: [person.id], db), on: day))
  }

  static let endpoint = Endpoint(
    .get, "/people/{id}/strength", "How strong the relationship with a person is, and why", allow: .viewer
  ) { (wanted: Wanted, context) in
    try await context.read { try find(wanted, context, $0) }
  }.page { (one: PersonStrength, visit) in draw(one, visit) }

  private static func draw(_ one: PersonStrength, _ visit: Visit) -> Page {
    let it = one.strength, href = "/people/\(one.person)/strength"
    let summary =
      "<p><b class=\"explain__value\">\(it.index)</b> of 100, \(it.word.lowercased()), "
      + "\(it.confidence.rawValue) confidence: \(it.parts.count) contacts"
      + (it.last.map { ", the last on \(DisplayNumber.day($0))" } ?? "") + ".</p>"
    let shown = visit.isFragment ? 5 : 400
    let sections: [SectionsView.Section] = [
      .init(
        "sum", visit.isFragment ? "" : "The sum",
        links: visit.isFragment
          ? [.init("The whole sum", href), .init("What relies on them", "/people/\(one.person)/dependents")]
          : [],
        body: summary + (visit.isFragment ? "" : formula(it)),
        tables: it.parts.isEmpty ? [] : [parts(it, limit: shown)]),
      .init(
        "opinions", "What people of ours think", tables: one.opinions.isEmpty ? [] : [opinions(one)],
        blank: visit.isFragment ? "" : "Nobody has said how strong they hold it to be."),
    ]
    return SectionsView(
      title: "Strength of \(one.name)",
      sentence: "Computed from what really happened, as of \(DisplayNumber.day(one.on)).",
      links: [.init("Note an opinion", "/people/\(one.person)/assessments/new")],
      visit.isFragment ? Array(sections.prefix(1)) : sections
    ).page(
      title: "Strength of \(one.name)", section: "people",
      crumbs: [.init("People", "/people"), .init(one.name, "/people/\(one.person)")], visit)
  }

  private static func formula(_ it: Strength) -> String {
    """
    <div class="formula"><p>strength = 100 x (1 - e^(-score / 12)), score = sum of w x e^(-age / \(Strength.tau) days) x \
    reciprocity = \(Strength.shown(it.sum)) x \(Strength.shown(it.reciprocity)) = \(Strength.shown(it.score))</p>\
    <p>w: visit 5, meeting 4, call 2, mail 1. Reciprocity: a half, and as much of the other half as the side that begins \
    less has of all; from them \(Strength.shown(it.theirs)), from us \(Strength.shown(it.ours)), mutual \
    \(Strength.shown(it.mutual)).</p></div>
    """
  }

  private static func parts(_ it: Strength, limit: Int) -> TableView {
    TableView(
      caption: "Contacts that count",
      heads: [
        .init(label: "What"), .init(label: "Day"), .init(label: "From whom"),
        .init(label: "Weight", css: "is-end"),
        .init(label: "Age", css: "is-end", unit: "days"), .init(label: "Adds", css: "is-end"),
      ],
      rows: it.parts.prefix(limit).map { part in
        .init(cells: [
          .head(part.subject, link: "/interactions/\(part.interaction)"), .day(part.day),
          .text(part.direction == .both ? "Mutual" : part.direction == .ours ? "From us" : "From them"),
          .number(String(part.weight)), .number(String(part.age)), .number(Strength.shown(part.value)),
        ])
      },
      totals: it.parts.count <= limit
        ? ["Sum", "", "", "", "", Strength.shown(it.sum)].enumerated().map {
          .init(css: $0.offset > 2 ? "is-end" : "", text: $0.element)
        } : [],
      footnote: it.parts.count > limit
        ? "The newest \(limit) of \(it.parts.count); the whole sum has them all." : nil)
  }

  private static func opinions(_ one: PersonStrength) -> TableView {
    TableView(
      caption: "What people of ours think",
      heads: [
        .init(label: "Who"), .init(label: "Strength", css: "is-end", unit: "of 100"), .init(label: "On"),
        .init(label: "Evidence"),
      ],
      rows: one.opinions.map { opinion in
        .init(cells: [
          .head(opinion.actorName), .number(opinion.strength.map(String.init) ?? ""), .day(opinion.saidOn),
          .text(opinion.evidence),
        ])
      })
  }
}
