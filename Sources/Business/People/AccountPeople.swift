package import Accounts
package import Blueprint
import Catalog
package import Kernel
package import Storage

/// The people of an account and of all below it, on a day: the panel on the account's page.
package struct AccountPeople: Reply, Hashable {
  package struct Line: Codable, Hashable, Sendable {
    package let id: ID<Person>
    package let name: String
    package let title: String
    package let account: String
    package let role: BuyingRole?
    package let power: Power?
    package let stance: Stance?
    package let reportsTo: ID<Person>?
  }

  package let account: ID<Account>
  package let name: String
  package let on: Day
  package let people: [Line]

  package struct Wanted: Codable, Sendable {
    package var id: ID<Account>
    package var on: Day?
  }

  package static func find(_ wanted: Wanted, _ context: Context, _ db: Connection) throws -> AccountPeople {
    let account = try Account.find(wanted.id, for: context.actor, db), day = wanted.on ?? context.today
    let found = try Person.at(account.id, on: day, for: context.actor, db)
    // As of an earlier day, what was known then; today the person holds the newest word.
    let standings = try day == context.today ? [:] : standings(of: found.map(\.person.id), on: day, db)
    var seen = Set<ID<Person>>()
    let lines = found.compactMap { one -> Line? in
      guard seen.insert(one.person.id).inserted else { return nil }
      let then = standings[one.person.id]
      return Line(
        id: one.person.id, name: one.person.name, title: one.position.title, account: one.place,
        role: then?.role ?? one.person.role, power: then?.power ?? one.person.power,
        stance: then?.stance ?? one.person.stance, reportsTo: one.position.reportsTo)
    }
    return AccountPeople(account: account.id, name: account.name, on: day, people: lines)
  }

  package static func standings(
    of people: [ID<Person>], on day: Day, _ db: Connection
  ) throws -> [ID<Person>: Assessment.Standing] {
    Dictionary(grouping: try Assessment.all(of: people, db), by: \.person)
      .mapValues { Assessment.standing($0, on: day) }
  }

  static let endpoint = Endpoint(
    .get, "/accounts/{id}/people", "The people of an account and of all below it", allow: .viewer
  ) { (wanted: Wanted, context) in
    try await context.read { try find(wanted, context, $0) }
  }.page { (all: AccountPeople, visit) in draw(all, visit) }

  private static func draw(_ all: AccountPeople, _ visit: Visit) -> Page {
    let shown = visit.isFragment ? Array(all.people.sorted(by: weightier).prefix(8)) : all.people
    let table = TableView(
      caption: "People of \(all.name)",
      heads: ["Name", "Title", "Role", "Power", "Stance", "At"].map { .init(label: $0) },
      rows: shown.map { one in
        .init(cells: [
          .head(one.name, link: "/people/\(one.id)"), .text(one.title),
          .text(one.role.map { Words.title($0.rawValue) } ?? ""),
          .text(one.power.map { Words.title($0.rawValue) } ?? ""),
          TableView.Cell(
            isPlain: false, text: "",
            badge: one.stance.map { .init(label: Words.title($0.rawValue), tone: $0.tone) }),
          .text(one.account == all.name ? "" : one.account),
        ])
      })
    let count = all.people.count
    let more = count > shown.count ? "All \(count) people" : "All people of \(all.name)"
    let links: [SectionsView.Link] =
      visit.isFragment && count > 0 ? [.init(more, "/accounts/\(all.account)/people")] : []
    let section = SectionsView.Section(
      "people", "", links: links + [.init("New person", "/people/new?account=\(all.account)")],
      tables: all.people.isEmpty ? [] : [table],
      blank: "Nobody is known here yet. Add the first person, or import the contacts of your CRM.")
    return SectionsView(
      title: "People of \(all.name)", tally: "\(count)",
      sentence: "Who sat where on \(DisplayNumber.day(all.on)), at the account and below it.",
      links: [.init("New person", "/people/new?account=\(all.account)", main: true)], [section]
    ).page(
      title: "People of \(all.name)", section: "people",
      crumbs: [.init("Accounts", "/accounts"), .init(all.name, "/accounts/\(all.account)")], visit)
  }

  private static func weightier(_ left: Line, _ right: Line) -> Bool {
    func weight(_ line: Line) -> Int { (line.power?.weight ?? 0) * 2 + (line.role == nil ? 0 : 1) }
    return (weight(right), left.name, left.id) < (weight(left), right.name, right.id)
  }
}
