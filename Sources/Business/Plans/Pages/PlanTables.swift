import Blueprint
import Kernel
import Targets

/// The lists that a plan is made of.
extension PlanWords {
  /// The title leads to its form where the reader may change it.
  private func head(_ item: PlanItem, indent: Bool = false, note: String? = nil) -> TableView.Cell {
    .init(
      css: indent ? "is-below" : "", isHead: true, isPlain: false, text: item.title,
      link: mayEdit ? "\(href)/\(item.kind.path)/\(item.id)/edit" : nil, note: note)
  }

  /// Leads to the form for something that hangs below.
  private func add(_ kind: PlanItem.Kind, to item: PlanItem, _ label: String) -> TableView.Cell {
    guard mayEdit, plan.status == .draft, item.standing != .dropped else { return .text("") }
    return .init(isPlain: false, text: label, link: "\(href)/\(kind.path)/new?parent=\(item.id)")
  }

  private func standing(_ item: PlanItem) -> TableView.Cell {
    if item.isLate(on: today) {
      return .init(isPlain: false, text: "", badge: .init(label: "late", tone: "bad"))
    }
    let tone =
      switch item.standing {
      case .done, .kept, .confirmed: "good"
      case .broken: "bad"
      case .assumed: "watch"
      default: "neutral"
      }
    return .init(isPlain: false, text: "", badge: .init(label: item.standing.rawValue, tone: tone))
  }

  var objectives: TableView {
    let currency = plan.currency
    return TableView(
      caption: "Objectives and key results",
      heads: [
        .init(label: "Objective, key result"), .init(label: "Measure"), .end("Start"), .end("Now"),
        .end("Aim"),
        .end("Progress"), .init(label: "Due"), .init(label: "State"), .init(label: "More"),
      ],
      rows: book.of(.objective).flatMap { objective -> [TableView.Line] in
        let own = TableView.Line(cells: [
          head(objective), .init(isPlain: false, text: "", note: person(objective.owner)), .text(""),
          .text(""), .text(""), .text(""),
          .day(objective.due), standing(objective), add(.keyResult, to: objective, "Add a key result"),
        ])
        return [own]
          + book.below(objective.id, .keyResult).map { item in
            let one = book.results[item.id], mark = item.mark ?? .typed
            return .init(cells: [
              head(item, indent: true), .init(isPlain: false, text: mark.measure, note: one?.source),
              .number(mark.text(one?.base, currency)), .number(mark.text(one?.now, currency)),
              .number(mark.text(one?.aim, currency)),
              .number(one?.progress?.formatted(decimals: 0) ?? ""), .day(item.due), standing(item),
              .text(""),
            ])
          }
      })
  }

  var initiatives: TableView {
    let items = book.of(.initiative)
    return TableView(
      caption: "Initiatives",
      heads: [
        .init(label: "Initiative"), .end("Value", unit: plan.currency.code), .end("Chance"),
        .end("Counts for"),
        .init(label: "Due"), .init(label: "State"), .init(label: "Accountable"), .init(label: "Gaps"),
        .init(label: "More"),
      ],
      rows: items.map { item in
        let roles = book.below(item.id, .role)
        let accountable = roles.filter { $0.mark == .accountable }.map {
          $0.owner.map { person($0) } ?? $0.title
        }
        return .init(cells: [
          head(item, note: item.deal == nil ? nil : "value, chance and day from its deal"),
          .number(whole(item.amount)),
          .number(item.percent?.formatted(decimals: 0) ?? "certain"),
          .number(whole(item.percent == nil ? item.amount : item.weighted)), .day(item.due), standing(item),
          .text(accountable.joined(separator: ", ")),
          .text(book.gaps[item.id].map { $0.joined(separator: ", ") } ?? ""),
          add(.role, to: item, "Add a role"),
        ])
      })
  }

  var roles: TableView {
    TableView(
      caption: "Who does what",
      heads: [
        .init(label: "Role"), .init(label: "Initiative"), .init(label: "Part"), .init(label: "Person"),
      ],
      rows: book.of(.role).map { item in
        let initiative = book.items.first { $0.id == item.parent }?.title ?? ""
        return .init(cells: [
          head(item), .text(initiative), .text(Words.title(item.mark?.rawValue ?? "")),
          .text(person(item.owner)),
        ])
      })
  }

  var actions: TableView {
    let items = book.of(.action).sorted {
      ($0.isOpen ? 0 : 1, $0.due ?? .distant) < ($1.isOpen ? 0 : 1, $1.due ?? .distant)
    }
    return TableView(
      caption: "Actions",
      heads: [
        .init(label: "Action"), .init(label: "Owner"), .init(label: "Due"), .init(label: "State"),
        .init(label: "Done"), .init(label: "For"),
      ],
      rows: items.map { item in
        .init(cells: [
          head(item), .text(person(item.owner)), .day(item.due), standing(item), .day(item.doneOn),
          .text(book.items.first { $0.id == item.parent }?.title ?? ""),
        ])
      })
  }

  var goals: TableView {
    TableView(
      caption: "The customer's goals",
      heads: [.init(label: "Goal"), .init(label: "State"), .init(label: "Evidence"), .init(label: "By")],
      rows: book.of(.goal).map {
        .init(cells: [head($0), standing($0), .text($0.note), .day($0.due)])
      })
  }

  var risks: TableView {
    let items = book.of(.risk), open = items.filter(\.isOpen)
    return TableView(
      caption: "Risks",
      heads: [
        .init(label: "Risk"), .end("Chance"), .end("Impact", unit: plan.currency.code), .end("Exposure"),
        .init(label: "Mitigation"), .end("Exposure after"), .init(label: "Owner"), .init(label: "Due"),
        .init(label: "State"),
      ],
      rows: items.map { item in
        .init(cells: [
          head(item), .number(item.percent?.formatted(decimals: 0) ?? ""), .number(whole(item.amount)),
          .number(whole(item.exposure)), .text(item.note), .number(whole(item.residualExposure)),
          .text(person(item.owner)), .day(item.due), standing(item),
        ])
      },
      totals: items.isEmpty
        ? []
        : [
          .init(css: "", text: "Open together"), .init(css: "", text: ""), .init(css: "", text: ""),
          .init(css: "is-end", text: whole(open.reduce(0) { $0 + ($1.exposure ?? 0) })),
          .init(css: "", text: ""),
          .init(css: "is-end", text: whole(open.reduce(0) { $0 + ($1.residualExposure ?? 0) })),
          .init(css: "", text: ""), .init(css: "", text: ""), .init(css: "", text: ""),
        ])
  }

  var swot: TableView {
    TableView(
      caption: "Strengths, weaknesses, opportunities, threats",
      heads: [.init(label: "What"), .init(label: "Part"), .init(label: "Why")],
      rows: PlanItem.Kind.swot.marks.flatMap { mark in
        book.of(.swot).filter { $0.mark == mark }.map { item in
          .init(cells: [head(item), .text(Words.title(mark.rawValue)), .text(item.note)])
        }
      })
  }

  var competitors: TableView {
    TableView(
      caption: "Competitive position",
      heads: [.init(label: "Competitor"), .end("Share"), .init(label: "Position and our answer")],
      rows: book.of(.competitor).map {
        .init(cells: [head($0), .number($0.percent?.formatted(decimals: 0) ?? ""), .text($0.note)])
      })
  }

  var promises: TableView {
    TableView(
      caption: "Promises of both sides",
      heads: [
        .init(label: "Promise"), .init(label: "Whose"), .end("Value", unit: plan.currency.code),
        .init(label: "Due"),
        .init(label: "State"), .init(label: "Evidence"), .init(label: "Tied to"),
        .init(label: "Customer reads it"), .init(label: "More"),
      ],
      rows: book.of(.promise).sorted { ($0.due ?? .distant, $0.id) < ($1.due ?? .distant, $1.id) }.map {
        item in
        .init(cells: [
          head(item), .text(item.mark == .theirs ? book.accountName : "Ours"), .number(whole(item.amount)),
          .day(item.due), standing(item), .text(item.note),
          .text(book.items.first { $0.id == item.parent }?.title ?? ""), .text(item.isShared ? "yes" : "no"),
          item.mark == .theirs && item.parent == nil ? add(.promise, to: item, "Tie money to it") : .text(""),
        ])
      })
  }

  var gains: TableView {
    let items = book.of(.gain)
    return TableView(
      caption: "What each side gains",
      heads: [
        .init(label: "Gain"), .init(label: "Side"), .end("A year", unit: plan.currency.code),
        .init(label: "From"),
        .init(label: "Customer reads it"),
      ],
      rows: items.map { item in
        .init(cells: [
          head(item), .text(item.mark == .theirs ? book.accountName : "Ours"), .number(whole(item.amount)),
          .text(item.note), .text(item.isShared ? "yes" : "no"),
        ])
      },
      totals: items.isEmpty
        ? []
        : [
          .init(css: "", text: "Joint value"), .init(css: "", text: ""),
          .init(css: "is-end", text: whole(items.reduce(0) { $0 + ($1.amount ?? 0) })),
          .init(css: "", text: ""),
          .init(css: "", text: ""),
        ])
  }
}

extension Day {
  /// Later than any plan: what has no day stands last.
  static let distant = Day(ordinal: 1_000_000)
}
