import Blueprint
import Kernel
import People

/// The ways to those who decide, as a part of a deal's page and as a page of its own.
enum ReferralsPage {
  static func draw(_ all: Referrals, _ visit: Visit) -> Page {
    let title = "Ways in to \(all.name)"
    let people = all.people.filter { !$0.ways.isEmpty }, unreached = all.people.filter(\.ways.isEmpty)
    let shown = visit.isFragment ? Array(people.prefix(5)) : people
    var sections = [
      SectionsView.Section(
        "answer", "", links: visit.isFragment && all.account != nil ? [.init("All ways", visit.path)] : [],
        body: "<p>\(HTML.escaped(answer(all)))</p>"
          + (people.isEmpty ? "" : table(shown, isShort: visit.isFragment)))
    ]
    if !unreached.isEmpty, !people.isEmpty, !visit.isFragment {
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
    guard let person = all.people.first(where: { !$0.ways.isEmpty }), let way = person.ways.first else {
      return
        "Nobody of us has met any of them lately, nor anybody who knows them. Note a contact, or their earlier positions."
    }
    let role = person.role.map { " (\(Words.title($0.rawValue).lowercased()))" } ?? ""
    let first = way.hops[0], chance = way.strength.formatted(decimals: 0)
    guard way.hops.count > 1 else { return "\(first.from) knows \(person.name)\(role) best, at \(chance)." }
    let through = way.hops.dropLast().map(\.to).joined(separator: " and ")
    return
      "The best way to \(person.name)\(role) begins with \(first.from), through \(through), at \(chance)."
  }

  /// A line for each way: the chain, and below it what each of its steps rests on.
  private static func table(_ people: [Referrals.Target], isShort: Bool) -> String {
    let groups = people.map { target -> String in
      let ways = isShort ? Array(target.ways.prefix(1)) : target.ways
      let rows = ways.enumerated().map { place, way in
        "<tr>\(place == 0 ? head(target) : "<td></td>")<td>\(chain(way))</td>"
          + "<td class=\"is-end\">\(way.strength.formatted(decimals: 1))</td></tr>"
      }
      return "<tbody>\(rows.joined())</tbody>"
    }
    return
      "<div class=\"table-box\" tabindex=\"0\" role=\"group\" aria-label=\"Ways in\"><table class=\"table\">"
      + "<caption class=\"sr-only\">Ways in</caption><thead><tr><th scope=\"col\">To</th>"
      + "<th scope=\"col\">\(isShort ? "Best way" : "Ways, strongest first")</th>"
      + "<th scope=\"col\" class=\"is-end\">Strength</th></tr></thead>\(groups.joined())</table></div>"
  }

  private static func head(_ target: Referrals.Target) -> String {
    let about = [
      target.role.map { Words.title($0.rawValue) }, target.power.map { "\($0.rawValue) power" },
      target.title.isEmpty ? nil : target.title,
    ].compactMap { $0 }.joined(separator: ", ")
    return
      "<th scope=\"rowgroup\"><a href=\"/people/\(target.person)\">\(HTML.escaped(target.name))</a>"
      + "<span class=\"cell__sub\">\(HTML.escaped(about))</span></th>"
  }

  private static func chain(_ way: Referrals.Way) -> String {
    let people = way.hops.map { "<a href=\"/people/\($0.toPerson)\">\(HTML.escaped($0.to))</a>" }
    let steps = way.hops.map { hop in
      "<a href=\"\(HTML.escaped(hop.evidence))\">\(HTML.escaped(hop.why))</a> (\(hop.strength.formatted(decimals: 0)))"
    }
    return ([HTML.escaped(way.hops[0].from)] + people).joined(separator: " → ")
      + "<span class=\"cell__sub\">\(steps.joined(separator: " × "))</span>"
  }
}
