package import Blueprint
package import Kernel
package import People
package import Storage

/// The open deals that rely on a person: those with the accounts where they are, and what of each names them.
package struct PersonDeals: Reply {
  package struct Line: Codable, Hashable, Sendable {
    package let deal: DealRow
    /// What of the deal speaks of them: elements of its qualification, the next step.
    package let named: [String]
  }

  package let person: ID<Person>
  package let name: String
  /// Those that name them first, then by day of decision.
  package let lines: [Line]

  package struct Wanted: Codable, Sendable {
    package var id: ID<Person>
    package init(id: ID<Person>) { self.id = id }
  }

  static let mostShown = 100

  package static func find(_ wanted: Wanted, _ context: Context, _ db: Connection) throws -> PersonDeals {
    let person = try Person.find(wanted.id, for: context.actor, db)
    let deals = try Deal.open(around: person.id, on: context.today, for: context.actor, limit: mostShown, db)
    let evidence = try Qualification.evidence(of: deals.map(\.id), db)
    let lines = deals.map { deal in
      let elements = (evidence[deal.id] ?? []).filter { person.isNamed(in: $0.evidence) }.map {
        Words.title($0.element.rawValue)
      }
      return Line(
        deal: deal, named: elements + (person.isNamed(in: deal.nextStep ?? "") ? ["Next step"] : []))
    }
    return PersonDeals(
      person: person.id, name: person.name,
      lines: lines.filter { !$0.named.isEmpty } + lines.filter(\.named.isEmpty))
  }

  static let endpoint = Endpoint(
    .get, "/people/{id}/deals", "Open deals that rely on a person", allow: .viewer
  ) { (wanted: Wanted, context) in
    try await context.read { try find(wanted, context, $0) }
  }.page(draw)

  @Sendable private static func draw(_ one: PersonDeals, _ visit: Visit) async throws -> Page {
    let naming = one.lines.count { !$0.named.isEmpty }
    return AnswerPage(
      heading: visit.isFragment ? nil : "Deals that rely on \(one.name)",
      sentence: "Open deals with the accounts where they are, and all below.",
      empty: one.lines.isEmpty
        ? .init(
          icon: "filter", title: "No open deal",
          text: "Deals with the accounts where \(one.name) is stand here.")
        : nil,
      answer: one.lines.isEmpty
        ? ""
        : "\(DealWords.deals(one.lines.count)) open where they are; "
          + (naming == 0
            ? "none names \(one.name)." : "\(naming) of them \(naming == 1 ? "names" : "name") \(one.name)."),
      sections: one.lines.isEmpty ? [] : [.init("person-deals", "Open deals", tables: [table(one)])]
    ).page("Deals", crumbs: [.init("People", "/people"), .init(one.name, "/people/\(one.person)")])
  }

  private static func table(_ one: PersonDeals) -> TableView {
    TableView(
      caption: "Open deals",
      heads: [
        .init(label: "Deal"), .init(label: "Account"), .init(label: "Stage"), .end("Amount"),
        .init(label: "Decided by"), .init(label: "Names them in"),
      ],
      rows: one.lines.map { line in
        let deal = line.deal
        return .init(cells: [
          .head(deal.name, link: "/deals/\(deal.id)"),
          deal.accountId.map { .link(deal.account ?? "", "/accounts/\($0)") } ?? .text(""), .text(deal.stage),
          .number(deal.amount?.formatted() ?? "unknown"), .day(deal.closeOn),
          .text(line.named.isEmpty ? "–" : line.named.joined(separator: ", ")),
        ])
      })
  }
}
