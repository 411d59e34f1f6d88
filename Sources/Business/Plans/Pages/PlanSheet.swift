import Blueprint
import Kernel
import Targets

/// What the template `plan-sheet` places: a plan on a page, generated from its records.
struct PlanSheet: Sendable {
  struct Item: Sendable {
    let text: String
    let more: String
    var css = ""
  }
  struct Block: Sendable {
    let heading: String
    let hasItems: Bool
    let items: [Item]
    let quiet: String

    init(_ heading: String, _ items: [Item], quiet: String) {
      self.heading = heading
      hasItems = !items.isEmpty
      self.items = items
      self.quiet = quiet
    }
  }
  struct Figure: Sendable {
    let label: String
    let value: String
  }
  struct Step: Sendable {
    let label: String
    let value: String
    /// Place and length in a picture 400 wide.
    let x: Int
    let width: Int
    let css: String
  }

  let heading: String
  let sentence: String
  let summary: String?
  let href: String
  let figures: [Figure]
  let hasSteps: Bool
  let steps: [Step]
  let blocks: [Block]
  let foot: String

  @Sendable static func draw(_ book: PlanBook, _ visit: Visit) async throws -> Page {
    Page(
      "plan-sheet", title: "\(book.plan.name) on a page", section: "plans",
      crumbs: [PlanBook.crumb, .init(book.plan.name, book.plan.location)],
      PlanSheet(PlanWords(book: book, today: visit.context.today, mayEdit: false)))
  }

  init(_ words: PlanWords) {
    let book = words.book, plan = words.plan
    heading = plan.name
    sentence = words.answer
    summary = plan.summary.isEmpty ? nil : plan.summary
    href = words.href
    figures = words.tiles.map {
      Figure(label: $0.label, value: [$0.value, $0.unit ?? ""].joined(separator: " "))
    }
    steps = book.scenarios[.expected].map { Self.steps($0, words) } ?? []
    hasSteps = !steps.isEmpty
    blocks = plan.kind == .joint ? Self.joint(words) : Self.account(words)
    foot =
      "\(book.accountName), \(words.span), edition \(plan.number), \(plan.status == .signed ? "signed" : "draft"); printed \(DisplayNumber.day(words.today)). "
      + (book.through.map { "Sales to \(DisplayNumber.day($0))." } ?? "")
  }

  /// Bars of a waterfall lying on their side: each begins where the one before ends.
  private static func steps(_ one: Waterfall, _ words: PlanWords) -> [Step] {
    let most = max(one.target, one.total, 1)
    func place(_ minor: Int64) -> Int { Int(Double(max(0, minor)) / Double(most) * 400) }
    var sum: Int64 = 0
    let parts = [
      ("Sold so far", one.sold), ("Run-rate", one.runRate), ("Committed", one.committed),
      ("Weighted", one.weighted),
    ].map { label, minor in
      let step = Step(
        label: label, value: words.short(minor), x: place(sum),
        width: max(1, place(sum + minor) - place(sum)),
        css: "is-part")
      sum += minor
      return step
    }
    let gap = Step(
      label: one.gap > 0 ? "Gap" : "Above", value: words.short(abs(one.gap)),
      x: place(min(one.target, one.total)),
      width: max(1, place(abs(one.gap))), css: one.gap > 0 ? "is-gap" : "is-over")
    return parts + [
      gap,
      Step(label: "Target", value: words.short(one.target), x: 0, width: place(one.target), css: "is-whole"),
    ]
  }

  private static func day(_ item: PlanItem) -> String { item.due.map(DisplayNumber.day) ?? "no day" }

  private static func objectives(_ words: PlanWords) -> Block {
    let book = words.book
    return Block(
      "Objectives and key results",
      book.of(.objective).filter { $0.standing != .dropped }.prefix(5).flatMap { objective in
        [Item(text: objective.title, more: "")]
          + book.below(objective.id, .keyResult).map { item in
            let one = book.results[item.id], mark = item.mark ?? .typed,
              now = mark.text(one?.now, words.plan.currency)
            let progress = one?.progress.map { ", \($0.formatted(decimals: 0)) of the way" } ?? ""
            return Item(
              text: item.title,
              more: "\(now) of \(mark.text(one?.aim, words.plan.currency)) by \(day(item))\(progress)",
              css: "is-below")
          }
      }, quiet: "No objective yet.")
  }

  private static func actions(_ words: PlanWords) -> Block {
    Block(
      "Next actions",
      words.book.of(.action).filter(\.isOpen).sorted {
        ($0.due ?? .distant, $0.id) < ($1.due ?? .distant, $1.id)
      }
      .prefix(6).map { Item(text: $0.title, more: "\(words.person($0.owner)), \(day($0))") },
      quiet: "No open action.")
  }

  private static func account(_ words: PlanWords) -> [Block] {
    let book = words.book
    return [
      objectives(words),
      Block(
        "Initiatives",
        book.of(.initiative).filter(\.isOpen).sorted { ($0.amount ?? 0) > ($1.amount ?? 0) }.prefix(6).map {
          Item(
            text: $0.title,
            more:
              "\(words.whole($0.amount)), \($0.percent.map { "at \($0.formatted(decimals: 0))" } ?? "certain"), \(day($0))"
          )
        }, quiet: "No open initiative."),
      actions(words),
      Block(
        "The customer's goals",
        book.of(.goal).prefix(5).map { Item(text: $0.title, more: $0.standing.rawValue) },
        quiet: "None known."),
      Block(
        "Largest risks",
        book.of(.risk).filter(\.isOpen).sorted { ($0.residualExposure ?? 0) > ($1.residualExposure ?? 0) }
          .prefix(4)
          .map {
            Item(
              text: $0.title,
              more: "\(words.whole($0.exposure)) now, \(words.whole($0.residualExposure)) after: \($0.note)")
          }, quiet: "None written down."),
      Block(
        "Competitors", book.of(.competitor).prefix(4).map { Item(text: $0.title, more: $0.note) },
        quiet: "None written down."),
    ]
  }

  private static func joint(_ words: PlanWords) -> [Block] {
    func side(_ mark: PlanItem.Mark, _ heading: String) -> Block {
      Block(
        heading,
        words.book.of(.promise).filter { $0.mark == mark }.sorted {
          ($0.due ?? .distant, $0.id) < ($1.due ?? .distant, $1.id)
        }
        .map { Item(text: $0.title, more: "\(words.whole($0.amount)), \(day($0)), \($0.standing.rawValue)") },
        quiet: "No promise.")
    }
    return [
      side(.ours, "We promise"), side(.theirs, "\(words.book.accountName) promises"), objectives(words),
      Block(
        "What each side gains a year",
        words.book.of(.gain).map {
          Item(
            text: $0.title,
            more: "\($0.mark == .theirs ? words.book.accountName : "we"): \(words.whole($0.amount))")
        }, quiet: "Not said."),
      actions(words),
    ]
  }

  static let template = Template(
    "plan-sheet",
    #"""
    {{! A plan on a page. Context: see PlanSheet. }}<article class="sheet"><div class="head"><div class="head__text"><h1>{{heading}}</h1><p class="sentence">{{sentence}}</p></div>
    <div class="actions"><a class="button" href="{{href}}">The whole plan</a></div></div>
    {{#summary}}<p>{{.}}</p>{{/summary}}
    <dl class="sheet__figures">{{#figures}}<div><dt>{{label}}</dt><dd>{{value}}</dd></div>{{/figures}}</dl>
    {{#hasSteps}}<table class="table"><caption class="sr-only">From sales to the target</caption><tbody>{{#steps}}<tr><th scope="row">{{label}}</th><td class="is-end">{{value}}</td><td><svg class="sheet__fall" viewBox="0 0 400 10" preserveAspectRatio="none" height="10" aria-hidden="true"><rect class="{{css}}" x="{{x}}" y="0" width="{{width}}" height="10"/></svg></td></tr>{{/steps}}</tbody></table>{{/hasSteps}}
    <div class="sheet__grid">{{#blocks}}<section class="sheet__block"><h2>{{heading}}</h2>{{#hasItems}}<ul>{{#items}}<li class="{{css}}"><span>{{text}}</span><span>{{more}}</span></li>{{/items}}</ul>{{/hasItems}}{{^hasItems}}<p class="muted small">{{quiet}}</p>{{/hasItems}}</section>{{/blocks}}</div>
    <p class="foot">{{foot}}</p></article>
    """#)
}
