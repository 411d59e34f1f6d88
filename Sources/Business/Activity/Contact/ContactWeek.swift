package import Blueprint
package import Kernel
import People
package import Storage

/// The week's list by the contact strategy: whom to get in touch with by the end of it.
package struct ContactWeek: Reply {
  package let until: Day
  package let accounts: [ContactDue]
  package let people: [ContactDue]
  package let policies: [ContactPolicy]
  /// Accounts in touch within their days, of all that the strategy covers.
  package let onTime: Int
  package let covered: Int

  package struct Wanted: Codable, Sendable {
    /// Mine only, unless `all`.
    package var scope: Scope?
    package enum Scope: String, Choice { case mine, all }
  }

  package static func find(_ wanted: Wanted, _ context: Context, _ db: Connection) throws -> ContactWeek {
    let today = context.today, until = today.advanced(by: 7 - today.weekday.rawValue)
    let owner = wanted.scope == .all ? nil : context.actor.id
    // Asked for far ahead, every covered account stands in the answer.
    let all = try ContactDue.accounts(
      by: today.advanced(by: 2_000), on: today, for: context.actor, owner: owner, db)
    return ContactWeek(
      until: until, accounts: all.filter { $0.due <= until },
      people: try ContactDue.people(by: until, on: today, for: context.actor, owner: owner, db),
      policies: try ContactPolicy.all(db), onTime: all.count { $0.due > today }, covered: all.count)
  }

  static let endpoints: [Endpoint] = [week, policies, changing]

  private static let week = Endpoint(
    .get, "/contacts/week", "Whom to get in touch with this week, by the contact strategy", allow: .viewer
  ) { (wanted: Wanted, context) in
    try await context.read { try find(wanted, context, $0) }
  }.page { (week: ContactWeek, visit) in draw(week, visit) }

  private static let policies = Endpoint(
    .get, "/contact-policies", "The contact strategy by tier", allow: .viewer
  ) {
    (_: NoInput, context) in
    PolicyList(policies: try await context.read { try ContactPolicy.all($0) })
  }

  package struct PolicyList: Reply, Located {
    package let policies: [ContactPolicy]
    package var location: String { "/contacts/week" }
  }

  private static let changing = Endpoint(
    .put, "/contact-policies/{tier}", "Set how often a tier is to hear from us", allow: .director
  ) { (input: ContactPolicy.Change, context) in
    try await context.write { db in
      let old = try ContactPolicy.all(db).first { $0.tier == input.tier }
      let new = try input.policy(version: (old?.version ?? 0) + 1)
      try new.save(db)
      try context.publish(
        ContactPolicy.wasChanged, ID<ContactPolicy>.new(at: context.now), before: old, after: new, db)
    }
    return PolicyList(policies: try await context.read { try ContactPolicy.all($0) })
  }.form(
    Form(
      at: "/contact-policies/{tier}/edit", "Contact strategy", submit: "Save strategy", section: "activity",
      fields: [
        .init("accountDays", "Days between contacts with the account", .number, required: true),
        .init("personDays", "Days between contacts with each key person", .number, required: true),
      ],
      initial: { fields, context in
        let all = try await context.read { try ContactPolicy.all($0) }
        guard let one = all.first(where: { $0.tier == fields.text("tier") }) else { return [:] }
        return ["accountDays": String(one.accountDays), "personDays": String(one.personDays)]
      }))

  private static func strategy(_ week: ContactWeek) -> TableView {
    TableView(
      caption: "Contact strategy",
      heads: [
        .init(label: "Tier"), .init(label: "Account", css: "is-end", unit: "days"),
        .init(label: "Person", css: "is-end", unit: "days"),
      ],
      rows: week.policies.map { one in
        .init(cells: [
          .head(one.tier, link: "/contact-policies/\(Words.percent(one.tier))/edit"),
          .number(String(one.accountDays)), .number(String(one.personDays)),
        ])
      },
      footnote: "Person: of high or decisive power, or with a part in the buying. Open a tier to change it.")
  }

  private static func draw(_ week: ContactWeek, _ visit: Visit) -> Page {
    let today = visit.context.today
    func line(_ due: ContactDue) -> SectionsView.Line {
      let late = due.daysLate(on: today)
      let last = due.last.map { "last \(DisplayNumber.day($0))" } ?? "never noted"
      let name = due.personName.map { "\($0), \(due.accountName)" } ?? due.accountName
      return .init(
        name,
        due.person.map { "/interactions/new?person=\($0)" } ?? "/interactions/new?account=\(due.account)",
        text: "Tier \(due.tier): every \(due.everyDays) days, \(last).",
        when: late > 0 ? "\(late) days late" : DisplayNumber.day(due.due),
        icon: due.person == nil ? "building-store" : "user", late: late > 0)
    }
    let share =
      week.covered == 0 ? "" : " \(week.onTime) of \(week.covered) accounts are in touch within their days."
    return SectionsView(
      title: "This week's contacts", tally: "\(week.accounts.count + week.people.count)",
      sentence: "Due by \(DisplayNumber.day(week.until)).\(share)",
      links: [
        visit.fields.text("scope") == "all"
          ? .init("Mine only", "/contacts/week") : .init("Of all accounts I see", "/contacts/week?scope=all")
      ],
      [
        .init(
          "accounts", "Accounts", lines: week.accounts.map(line),
          blank: "Every account is in touch within the days of its tier."),
        .init(
          "people", "Key people", lines: week.people.map(line),
          blank: "Every key person was spoken to in time."),
      ], side: [.init("strategy", "Contact strategy", tables: [strategy(week)])],
      sideLabel: "Contact strategy"
    ).page(
      title: "This week's contacts", section: "activity", crumbs: [.init("Activity", "/interactions")], visit)
  }
}
