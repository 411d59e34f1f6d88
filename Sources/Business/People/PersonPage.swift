import Accounts
package import Blueprint
import Catalog
package import Foundation
package import Kernel
import Storage

/// The page of a person: who they are, where they sit, what we think of them, and what others hang on it.
enum PersonPage {
  @Sendable static func draw(_ record: PersonRecord, _ visit: Visit) async throws -> Page {
    let id = record.person.id.text
    let events = try await visit.context.read { try Event.history(of: id, limit: 12, $0) }
    let panels = try await visit.panels("person", ["id": id])
    let view = SectionsView(
      head: head(record), sections(record, visit), side: side(record, events, visit),
      sideLabel: "Keeping and history",
      panels: panels)
    return Page(
      "sections", title: record.person.name, section: "people", crumbs: [.init("People", "/people")],
      charts: true,
      view)
  }

  private static func head(_ record: PersonRecord) -> RecordHead {
    let person = record.person, href = "/people/\(person.id)"
    var badges: [RecordHead.Badge] = []
    if let role = person.role { badges.append(.init(Words.title(role.rawValue), "accent")) }
    if let power = person.power { badges.append(.init("\(Words.title(power.rawValue)) power")) }
    if let stance = person.stance { badges.append(.init(Words.title(stance.rawValue), stance.tone)) }
    if person.erasedAt != nil { badges.append(.init("Erased", "watch")) }
    if person.mergedInto != nil { badges.append(.init("Merged", "watch")) }
    var facts: [RecordHead.Fact] = []
    if let held = record.positions.first(where: { $0.position.id == person.position }) {
      let title = held.position.title.isEmpty ? held.account : "\(held.position.title), \(held.account)"
      facts.append(
        .init("Position", title, icon: "building-store", href: "/accounts/\(held.position.account)"))
      if let boss = held.boss, let id = held.position.reportsTo {
        facts.append(.init("Reports to", "Reports to \(boss)", icon: "sitemap", href: "/people/\(id)"))
      }
    }
    if let email = person.email {
      facts.append(.init("E-mail", email, icon: "mail", href: "mailto:\(email)"))
    }
    if let phone = person.phone {
      facts.append(.init("Phone", phone, icon: "phone", href: "tel:\(dialled(phone))"))
    }
    guard person.erasedAt == nil else {
      return RecordHead(
        person.name, path: [], badges: badges, facts: facts, mainAction: nil, otherActions: [])
    }
    return RecordHead(
      person.name, path: [.init("People", "/people")], badges: badges, facts: facts,
      mainAction: .init("Edit person", href + "/edit", icon: "pencil"),
      otherActions: [
        .init("New position", href + "/positions/new", icon: "plus"),
        .init("Note an opinion", href + "/assessments/new", icon: "pencil"),
        .init("Merge with another", "/people/merges/new?kept=\(person.id)", icon: "users"),
      ])
  }

  /// What a telephone understands.
  private static func dialled(_ phone: String) -> String { phone.filter { $0.isNumber || $0 == "+" } }

  private static func sections(_ record: PersonRecord, _ visit: Visit) -> [SectionsView.Section] {
    let href = "/people/\(record.person.id)"
    var sections: [SectionsView.Section] = []
    if !record.person.note.isEmpty {
      sections.append(.init("note", "Note", body: "<p>\(HTML.escaped(record.person.note))</p>"))
    }
    if !record.fields.isEmpty {
      sections.append(.init("fields", "Fields of our own", body: record.fields.html))
    }
    sections.append(
      .init(
        "positions", "Positions", links: [.init("New position", href + "/positions/new")],
        tables: record.positions.isEmpty ? [] : [positions(record)],
        blank: "No position yet. Say where they work, so that the people of that account find them."))
    sections.append(
      .init(
        "opinions", "What we think",
        about: "Every opinion with its author and its evidence; none replaces another.",
        links: [.init("Note an opinion", href + "/assessments/new")],
        tables: record.assessments.isEmpty ? [] : [opinions(record)],
        blank: "Nobody has said yet what part they play, where they stand and how much their word weighs."))
    if !record.codes.isEmpty {
      sections.append(
        .init(
          "codes", "Codes of sources",
          tables: [
            TableView(
              caption: "Codes of sources", heads: [.init(label: "Source"), .init(label: "Code")],
              rows: record.codes.map { .init(cells: [.head($0.source), .text($0.code)]) })
          ]))
    }
    return sections
  }

  private static func positions(_ record: PersonRecord) -> TableView {
    TableView(
      caption: "Positions",
      heads: ["Title", "Account", "Department", "Reports to", "From", "To", ""].map { .init(label: $0) },
      rows: record.positions.map { held in
        let one = held.position
        return .init(cells: [
          .head(
            one.title.isEmpty ? "Position" : one.title,
            badge: one.id == record.person.position
              ? .init(label: "Now", tone: "good") : nil),
          .link(held.account, "/accounts/\(one.account)"), .text(one.department ?? ""),
          held.boss.map { .link($0, "/people/\(one.reportsTo?.text ?? "")") } ?? .text(""),
          .day(one.validity.shownFirstDay), .day(one.validity.shownLastDay),
          .link("Change", "/people/\(one.person)/positions/\(one.id)/edit"),
        ])
      })
  }

  private static func opinions(_ record: PersonRecord) -> TableView {
    TableView(
      caption: "What we think",
      heads: ["Who", "When", "Role", "Stance", "Power"].map { .init(label: $0) }
        + [.init(label: "Strength", css: "is-end"), .init(label: "Evidence")],
      rows: record.assessments.map { one in
        .init(cells: [
          .head(one.actorName), .day(one.saidOn), .text(word(one.role)), .text(word(one.stance)),
          .text(word(one.power)),
          .number(one.strength.map(String.init) ?? ""), .text(one.evidence),
        ])
      })
  }

  private static func word(_ word: (some Choice)?) -> String { word.map { Words.title($0.rawValue) } ?? "" }

  private static func side(_ record: PersonRecord, _ events: [Event], _ visit: Visit) -> [SectionsView
    .Section]
  {
    let person = record.person
    let isOver = person.keepUntil < visit.context.today
    var sections = [
      SectionsView.Section(
        "keeping", "Personal data",
        body: "<p>\(HTML.escaped(person.purpose)). Kept until \(DisplayNumber.day(person.keepUntil))"
          + (isOver ? ": <b>that is over; keep on or erase</b>.</p>" : ".</p>"),
        deeds: person.erasedAt != nil || visit.context.actor.role < .manager
          ? []
          : [
            .init(
              "Erase personal data", "/people/\(person.id)/erasure", csrf: visit.formToken,
              css: "button--danger",
              asking:
                "Take out name, address, phone and notes of \(person.name)? Counts stay. This can't be undone."
            )
          ])
    ]
    if !record.merges.isEmpty {
      sections.append(
        .init(
          "merges", "Merged into this person",
          deeds: record.merges.map { merge in
            .init(
              "Undo the merge by \(merge.actor)", "/people/merges/\(merge.id)/undo", csrf: visit.formToken)
          }))
    }
    sections.append(
      .init(
        "history", "History", tables: events.isEmpty ? [] : [HistoryTable.of(events)],
        blank: "Nothing was changed yet."))
    return sections
  }
}

/// What happened to a record, as a short table.
package enum HistoryTable {
  package static func of(_ events: [Event]) -> TableView {
    TableView(
      caption: "History", heads: [.init(label: "What"), .init(label: "Who and when")],
      rows: events.map { event in
        let word = event.kind.split(separator: ".").last.map(String.init) ?? event.kind
        let fields = event.changes.map { event.title(of: $0.field) }.joined(separator: ", ")
        return .init(cells: [
          .head(Words.title(word)),
          TableView.Cell(
            isPlain: false, text: "\(event.actor), \(DisplayNumber.day(Day(event.at)))",
            note: fields.isEmpty ? nil : fields),
        ])
      })
  }
}

extension Day {
  /// The day of a moment, in UTC.
  package init(_ moment: Date) {
    self.init(ordinal: Int((moment.timeIntervalSince1970 / 86_400).rounded(.down)))
  }
}

extension Stance {
  /// The colour in which it is shown, never alone.
  package var tone: String {
    switch self {
    case .opponent: "bad"
    case .sceptic: "watch"
    case .neutral: "plain"
    case .supporter, .advocate: "good"
    }
  }
}

/// Pairs to look at, each with a button.
enum PersonDuplicatesPage {
  static func draw(_ all: PersonDuplicates, _ visit: Visit) -> Page {
    let lines = all.pairs.map { pair in
      SectionsView.Line(
        "\(pair.first.name) and \(pair.second.name)", "/people/\(pair.second.id)",
        text: [
          pair.isSameAddress ? "the same e-mail address" : nil, pair.account.map { "both at \($0)" },
          "names \(pair.likeness) % alike",
        ].compactMap { $0 }.joined(separator: ", "), when: "", icon: "users",
        deeds: [
          .init(
            "Merge into \(pair.first.name)", "/people/merges", csrf: visit.formToken,
            [("kept", pair.first.id.text), ("merged", pair.second.id.text)])
        ])
    }
    return SectionsView(
      title: "Possible duplicates", tally: "\(all.pairs.count)",
      sentence: "The same address, or like names at one account. A merge can be undone.",
      [.init("pairs", "", lines: lines, blank: "No two people look like one.")]
    ).page(title: "Possible duplicates", section: "people", crumbs: [.init("People", "/people")], visit)
  }
}
