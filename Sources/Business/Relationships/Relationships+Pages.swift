import Accounts
import Activity
import Blueprint
import Catalog
import Foundation
import Kernel
import People
import Storage

/// The page, and the panel, of an account's relationships.
enum RelationshipsPage {
  private static func sections(
    _ all: AccountRelationships, _ visit: Visit, _ href: String
  ) -> [SectionsView.Section] {
    let mayEdit = visit.context.actor.role >= .analyst && all.on == visit.context.today
    return [
      .init(
        "map", "Map",
        about: "The org chart with stance, power and strength, and whose word counts with whom.",
        body: all.people.isEmpty
          ? "" : asOf(all, href) + MapDrawing(all).html(csrf: mayEdit ? visit.formToken : ""),
        blank: "Nobody is known here yet. Add people with their positions, and they are drawn here.",
        deeds: mayEdit && !all.places.isEmpty
          ? [
            .init("Put all boxes back", "/accounts/\(all.account)/map-places/reset", csrf: visit.formToken)
          ] : []),
      .init(
        "people", "How close we are",
        about: "Computed from what really happened; opinions of ours stand beside it.",
        tables: all.people.isEmpty ? [] : [people(all, limit: 400)]),
      .init(
        "lines", "Lines of influence", tables: all.influences.isEmpty ? [] : [lines(all)],
        blank: "None is noted. Say whose word counts with whom.",
        deeds: !mayEdit
          ? []
          : all.influences.map { one in
            .init(
              "Remove: \(name(all, one.from)) to \(name(all, one.to))",
              "/accounts/\(all.account)/influences/\(one.id)", csrf: visit.formToken,
              [("_method", "delete"), ("back", href)])
          }),
      .init(
        "pairs", "Executives in pairs", tables: all.pairs.isEmpty ? [] : [pairs(all, visit.context.today)],
        blank:
          "No pair yet. Bring one of our executives and one of theirs together, and say how often they meet."
      ),
    ]
  }

  static func draw(_ all: AccountRelationships, _ visit: Visit) -> Page {
    let title = "Relationships of \(all.name)", href = "/accounts/\(all.account)/relationships"
    if visit.isFragment {
      return SectionsView(
        [
          .init(
            "answer", "",
            links: [.init("Map and details", href), .init("Ways in", "/accounts/\(all.account)/referrals")],
            body: "<p>\(HTML.escaped(answer(all)))</p>",
            tables: all.people.isEmpty ? [] : [people(all, limit: 5)])
        ]
      ).page(title: title, section: "accounts", visit)
    }
    let day = DisplayNumber.day(all.on)
    let view = SectionsView(
      title: title, sentence: "\(answer(all)) As of \(day).",
      links: [
        .init("Draw a line of influence", "/accounts/\(all.account)/influences/new", main: true),
        .init("Pair executives", "/accounts/\(all.account)/pairs/new"),
        .init("Ways in", "/accounts/\(all.account)/referrals"),
      ], tiles: tiles(all, href, visit.context.today),
      sections(all, visit, href))
    return view.page(
      title: title, section: "accounts",
      crumbs: [.init("Accounts", "/accounts"), .init(all.name, "/accounts/\(all.account)")], visit)
  }

  /// The page's answer in a sentence or two.
  static func answer(_ all: AccountRelationships) -> String {
    guard !all.people.isEmpty else { return "Nobody is known here yet." }
    var words = ["\(all.people.count) \(all.people.count == 1 ? "person" : "people") known."]
    if let share = all.coverage.share {
      let missing = all.coverage.missing.map { Words.title($0.rawValue).lowercased() }.joined(separator: ", ")
      words.append(
        missing.isEmpty
          ? "Every role that tier \(all.tier ?? "") asks for is known."
          : "\(share) % of the roles that tier \(all.tier ?? "") asks for are known; missing: \(missing).")
    }
    if let thread = all.thread {
      let who = all.people.first { $0.id == thread.person }?.name ?? "one who left"
      words.append("\(thread.share) % of the last year's contacts run through \(who).")
    }
    return words.joined(separator: " ")
  }

  private static func tiles(_ all: AccountRelationships, _ href: String, _ today: Day) -> [TileView] {
    let strong = all.people.count { $0.strength >= 60 }
    var tiles = [
      TileView(
        label: "Roles covered",
        value: all.coverage.required.isEmpty
          ? "–" : "\(all.coverage.covered) of \(all.coverage.required.count)",
        exact: all.coverage.required.isEmpty
          ? "The tier asks for no roles" : "\(all.coverage.covered) of \(all.coverage.required.count) roles",
        href: "/required-roles", spokenHref: "The roles by tier"),
      TileView(
        label: "Support", value: all.support.map { "\(DisplayNumber.grouped($0)) %" } ?? "–",
        exact: all.support.map { "\($0) %: sum of power x stance, of the most it could be" }
          ?? "Nobody was judged yet",
        href: href + "#people", spokenHref: "Who stands where", below: "power × stance"),
      TileView(
        label: "Strong relationships", value: "\(strong) of \(all.people.count)",
        exact: "\(strong) people at 60 of 100 or above", href: href + "#people",
        spokenHref: "How close we are"),
    ]
    if let thread = all.thread {
      tiles.append(
        TileView(
          label: "Through one person", value: "\(thread.share) %",
          exact: "\(thread.through) of \(thread.total) contacts of the last year",
          href: "/people/\(thread.person)",
          spokenHref: "Who it is", below: "above \(SingleThread.limit) % is a risk"))
    }
    if let share = ExecutivePair.adherence(all.pairs, on: today) {
      tiles.append(
        TileView(
          label: "Pairs in touch", value: "\(share) %", exact: "\(share) % of pairs within their days",
          href: href + "#pairs", spokenHref: "The pairs"))
    }
    return tiles
  }

  private static func asOf(_ all: AccountRelationships, _ href: String) -> String {
    """
    <form class="toolbar" method="get" action="\(href)"><label for="map-on">As of</label>\
    <input id="map-on" type="date" name="on" value="\(all.on)"><button class="button">Show that day</button></form>
    """
  }

  private static func people(_ all: AccountRelationships, limit: Int) -> TableView {
    TableView(
      caption: "How close we are",
      heads: [
        .init(label: "Name"), .init(label: "Title"), .init(label: "Strength", css: "is-end", unit: "of 100"),
        .init(label: "Confidence"), .init(label: "Last contact"), .init(label: "Opinions"),
        .init(label: "Role"),
        .init(label: "Stance"),
      ],
      rows: all.people.prefix(limit).map { one in
        .init(cells: [
          .head(one.name, link: "/people/\(one.id)"), .text(one.title),
          TableView.Cell(
            css: "is-end", isPlain: false, text: "\(one.strength)", link: "/people/\(one.id)/strength"),
          .text(
            one.contacts == 0
              ? "No contact" : "\(Words.title(one.confidence.rawValue)), \(one.contacts) contacts"),
          .day(one.last), .text(one.opinions.map { "\($0.strength) (\($0.who))" }.joined(separator: ", ")),
          .text(one.role.map { Words.title($0.rawValue) } ?? ""),
          TableView.Cell(
            isPlain: false, text: "",
            badge: one.stance.map { .init(label: Words.title($0.rawValue), tone: $0.tone) }),
        ])
      })
  }

  private static func name(_ all: AccountRelationships, _ id: ID<Person>) -> String {
    all.people.first { $0.id == id }?.name ?? "somebody"
  }

  private static func lines(_ all: AccountRelationships) -> TableView {
    TableView(
      caption: "Lines of influence", heads: ["From", "", "To", "Note", "Noted by"].map { .init(label: $0) },
      rows: all.influences.map { one in
        .init(cells: [
          .head(name(all, one.from), link: "/people/\(one.from)"), .text(one.force.rawValue),
          .link(name(all, one.to), "/people/\(one.to)"), .text(one.note), .text(one.actorName),
        ])
      })
  }

  private static func pairs(_ all: AccountRelationships, _ today: Day) -> TableView {
    TableView(
      caption: "Executives in pairs",
      heads: [
        .init(label: "Theirs"), .init(label: "Ours"), .init(label: "Every", css: "is-end", unit: "days"),
        .init(label: "Last met"), .init(label: "Due"),
      ],
      rows: all.pairs.map { line in
        .init(cells: [
          .head(line.personName, link: "/people/\(line.pair.person)"), .text(line.userName),
          .number(String(line.pair.everyDays)), .day(line.last),
          TableView.Cell(
            css: "is-day", isPlain: false, text: DisplayNumber.day(line.due),
            badge: line.due < today ? .init(label: "Late", tone: "bad") : nil),
        ])
      })
  }
}
