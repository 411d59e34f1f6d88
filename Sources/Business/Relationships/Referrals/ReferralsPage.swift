import Blueprint
import Kernel
import People

/// The ways to those who decide, as a part of a deal's page and as a page of its own.
enum ReferralsPage {
  static func draw(_ all: Referrals, _ visit: Visit) -> Page {
    let title = "Ways in to \(all.name)"
    let people = all.people.filter { !$0.ways.isEmpty }, unreached = all.people.filter(\.ways.isEmpty)
    var sections = [
      SectionsView.Section("answer", "", body: "<p>\(HTML.escaped(answer(all)))</p>")
    ]
    sections += (visit.isFragment ? Array(people.prefix(4)) : people).map(section)
    if !unreached.isEmpty, !people.isEmpty {
      let names = unreached.map { "<a href=\"/people/\($0.person)\">\(HTML.escaped($0.name))</a>" }
      sections.append(.init("unreached", "Nobody reaches", body: "<p>\(names.joined(separator: ", "))</p>"))
    }
    sections.append(.init("how", "", body: "<p class=\"muted\">\(HTML.escaped(how))</p>"))
    return SectionsView(
      title: title, sentence: "Who of us knows them, or knows somebody who does.", sections
    ).page(
      title: title, section: "accounts",
      crumbs: [.init("Accounts", "/accounts")]
        + (all.account.map { [.init(all.name, "/accounts/\($0)")] } ?? []), visit)
  }

  private static let how =
    "A way is as strong as the product of its steps. Ours to theirs: the strength of what really happened between the two. "
    + "Theirs to theirs is assumed: 70 % where one reports to the other, 60 % where one's word counts, 40 to 50 % for "
    + "colleagues, and for those who once were at most 40 %, less the shorter and the longer ago."

  static func answer(_ all: Referrals) -> String {
    guard all.account != nil else {
      return "The deal names no account yet. Say with whom it is, and the ways to its people stand here."
    }
    guard !all.people.isEmpty else {
      return "Nobody is known at \(all.name) yet. Add the people who decide, and the ways to them stand here."
    }
    let ways = all.people.flatMap { person in person.ways.map { (person, $0) } }
    guard let (person, way) = ways.max(by: { $0.1.strength < $1.1.strength }) else {
      return
        "Nobody of us has met any of them lately, nor anybody who knows them. Note a contact, or their earlier positions."
    }
    let first = way.hops[0], chance = way.strength.formatted(decimals: 0)
    if way.hops.count == 1 {
      return "\(first.from) is nearest: knows \(person.name) at \(chance)."
    }
    let through = way.hops.dropLast().map(\.to).joined(separator: " and ")
    return "\(first.from) is nearest: reaches \(person.name) through \(through), at \(chance)."
  }

  private static func section(_ target: Referrals.Target) -> SectionsView.Section {
    let about = [
      target.role.map { Words.title($0.rawValue) }, target.power.map { "\($0.rawValue) power" },
      target.title.isEmpty ? nil : target.title,
    ].compactMap { $0 }.joined(separator: ", ")
    return .init(
      "to-\(target.person)", "To \(target.name)", about: about,
      tables: [
        TableView(
          caption: "Ways to \(target.name)",
          heads: [.init(label: "Step"), .init(label: "Why"), .end("Strength")],
          rows: target.ways.enumerated().flatMap { rows($0.offset + 1, $0.element) })
      ])
  }

  /// A line for the way, and below it one for each step.
  private static func rows(_ number: Int, _ way: Referrals.Way) -> [TableView.Line] {
    let names = [way.hops[0].from] + way.hops.map(\.to)
    let product = way.hops.map { $0.strength.formatted(decimals: 0) }.joined(separator: " × ")
    let head = TableView.Line(cells: [
      .head("\(number). " + names.joined(separator: " → ")),
      .text(way.hops.count == 1 ? "" : "\(product) = \(way.strength.formatted(decimals: 1))"),
      .number(way.strength.formatted(decimals: 1)),
    ])
    return [head]
      + way.hops.map { hop in
        TableView.Line(cells: [
          .link("\(hop.from) → \(hop.to)", "/people/\(hop.toPerson)"), .link(hop.why, hop.evidence),
          .number(hop.strength.formatted(decimals: 0)),
        ])
      }
  }
}
