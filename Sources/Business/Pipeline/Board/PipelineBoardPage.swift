import Blueprint
import Kernel

/// What the template `board` places.
struct PipelineBoardPage: Sendable {
  struct Badge: Sendable {
    let label: String
    let tone: String
  }
  struct Card: Sendable {
    let id: String
    let href: String
    let name: String
    let account: String
    let amount: String
    let chance: String
    let when: String
    let badges: [Badge]
    let step: String
    let action: String
    let back: String
    let csrf: String
    let stages: [OptionView]
    let asks: String
  }
  struct Column: Sendable {
    let id: String
    let name: String
    let count: String
    let sums: String
    let css: String
    let asks: String
    let canDrop: Bool
    let cards: [Card]
    let quiet: String?
    let moreText: String?
    let moreHref: String
  }

  let sentence: String
  let answer: String
  let tabs: [AnswerPage.Tab]
  let canAdd: Bool
  /// Who imports deals sees every account.
  let canImport: Bool
  let process: FieldView
  let showsProcess: Bool
  let owner: FieldView
  let isEmpty: Bool
  let columns: [Column]

  @Sendable static func draw(_ board: PipelineBoard, _ visit: Visit) async throws -> Page {
    Page(
      "board", title: "Pipeline", section: "pipeline",
      PipelineBoardPage(board, visit, role: visit.context.actor.role))
  }

  private init(_ board: PipelineBoard, _ visit: Visit, role: Role) {
    let open = board.open, count = open.reduce(0) { $0 + $1.count }
    let value = Money(minor: open.reduce(0) { $0 + $1.value.minor }, currency: board.currency)
    let weighted = Money(minor: open.reduce(0) { $0 + $1.weighted.minor }, currency: board.currency)
    let unvalued = open.reduce(0) { $0 + $1.count - $1.valued }
    sentence =
      "Open deals by stage; the decided ones of the last \(PipelineBoard.daysDecided) days at the end. "
      + "Weighted: value × the chance of the stage, from own history."
    answer = DisplayNumber.kept(
      "\(DealWords.deals(count)) open, \(DealWords.short(value)), weighted \(DealWords.short(weighted))."
        + (unvalued > 0 ? " \(DealWords.deals(unvalued)) of them without a value." : ""))
    tabs = PipelinePage.tabs(current: "/pipeline")
    let canMove = role >= .manager
    (canAdd, canImport) = (canMove, role >= .director)
    process = Self.select("process", "Process", board.processes, chosen: board.process.text, any: nil)
    showsProcess = board.processes.count > 1
    owner = Self.select("owner", "Owner", board.owners, chosen: board.owner?.text, any: "Everybody")
    isEmpty = board.columns.allSatisfy { $0.count == 0 }
    let back = visit.query.isEmpty ? "/pipeline" : "/pipeline?\(visit.query)"
    columns = board.columns.map { column in
      Self.column(column, board, back: back, csrf: visit.formToken, canMove: canMove)
    }
  }

  private static func select(
    _ name: String, _ label: String, _ options: [PipelineBoard.Named], chosen: String?, any: String?
  ) -> FieldView {
    var field = FieldView(id: "field-\(name)", name: name, label: label)
    field.isSelect = true
    field.isRequired = true
    field.options =
      (any.map { [OptionView(value: "", label: $0)] } ?? [])
      + options.map { OptionView(value: $0.id, label: $0.name, isSelected: $0.id == chosen) }
    return field
  }

  private static func column(
    _ column: PipelineBoard.Column, _ board: PipelineBoard, back: String, csrf: String, canMove: Bool
  ) -> Column {
    let stage = column.stage, isOpen = stage.outcome == .open
    let all = "/deals?filter=stage:\(stage.id)"
    return Column(
      id: stage.id.text, name: stage.name, count: DisplayNumber.grouped(column.count),
      sums: isOpen
        ? "\(column.value.short) · weighted \(column.weighted.short) \(board.currency)"
        : "\(column.value.short) \(board.currency) in \(PipelineBoard.daysDecided) days",
      css: "board__column--\(stage.outcome.rawValue)", asks: stage.outcome == .lost ? "reason" : "",
      canDrop: canMove,
      cards: column.cards.map { card(of: $0, column, board, back: back, csrf: csrf, canMove: canMove) },
      quiet: column.cards.isEmpty ? "Nothing here." : nil,
      moreText: column.count > column.cards.count ? "All \(DisplayNumber.grouped(column.count))" : nil,
      moreHref: all)
  }

  private static func card(
    of card: PipelineBoard.Card, _ column: PipelineBoard.Column, _ board: PipelineBoard, back: String,
    csrf: String, canMove: Bool
  ) -> Card {
    let isOpen = column.stage.outcome == .open
    return Card(
      id: "deal-\(card.id)", href: "/deals/\(card.id)", name: card.name,
      account: card.account ?? "No account",
      amount: card.amount.map { "\($0.short) \($0.currency)" } ?? "no value",
      chance: isOpen ? card.chance.formatted(decimals: 0) : "",
      when: isOpen
        ? card.closeOn.map { DisplayNumber.day($0) } ?? "no day" : DisplayNumber.day(card.stageSince),
      badges: isOpen ? badges(card, column, board.on) : [],
      step: isOpen ? card.nextStep ?? "No next step" : "",
      action: canMove ? "/deals/\(card.id)/stage" : "", back: "\(back)#deal-\(card.id)", csrf: csrf,
      stages: board.columns.map {
        OptionView(value: $0.stage.id.text, label: $0.stage.name, isSelected: $0.stage.id == column.stage.id)
      }, asks: "/deals/\(card.id)/move?back=\(Words.percent(back))&stage=")
  }

  private static func badges(
    _ card: PipelineBoard.Card, _ column: PipelineBoard.Column, _ today: Day
  ) -> [Badge] {
    var badges: [Badge] = []
    if let close = card.closeOn, close < today { badges.append(.init(label: "day passed", tone: "bad")) }
    if card.pushes > 0 {
      badges.append(
        .init(label: "pushed \(DealWords.times(card.pushes))", tone: card.pushes > 2 ? "bad" : "watch"))
    }
    let days = max(0, today.days(since: card.stageSince))
    if days > column.usualDays {
      badges.append(.init(label: "\(days) days here, usual \(column.usualDays)", tone: "watch"))
    }
    return badges
  }

  static let template = Template(
    "board",
    #"""
    {{! The board of the pipeline. Context: see PipelineBoardPage. }}<div class="head"><div class="head__text"><h1>Pipeline</h1><p class="sentence">{{sentence}}</p></div>
    <div class="actions">{{#canAdd}}<a class="button button--primary" href="/deals/new"><svg class="icon" aria-hidden="true"><use href="/assets/vendor/icons.svg#plus"/></svg>New deal</a>{{/canAdd}}{{#canImport}}<a class="button" href="/deals/imports/new"><svg class="icon" aria-hidden="true"><use href="/assets/vendor/icons.svg#upload"/></svg>Import deals</a>{{/canImport}}</div></div>
    <nav class="tabs" aria-label="Pipeline">{{#tabs}}<a href="{{href}}"{{#isCurrent}} aria-current="page"{{/isCurrent}}>{{label}}</a>{{/tabs}}</nav>
    {{#isEmpty}}<div class="empty"><svg class="icon" aria-hidden="true"><use href="/assets/vendor/icons.svg#filter"/></svg><h2>Your pipeline will stand here</h2><p>Each deal is a card, each stage a column with its count, its sum and what the sum is worth by your own history of won and lost.</p><div class="actions">{{#canImport}}<a class="button" href="/deals/imports/new">Import deals</a>{{/canImport}}{{#canAdd}}<a class="button button--primary" href="/deals/new">New deal</a>{{/canAdd}}</div></div>{{/isEmpty}}
    {{^isEmpty}}<p class="answer gap-top">{{answer}}</p>
    <form class="toolbar" action="/pipeline" method="get">{{#showsProcess}}{{#process}}{{> field}}{{/process}}{{/showsProcess}}{{#owner}}{{> field}}{{/owner}}<button class="button">Show</button>{{#canAdd}}<span class="toolbar__hint needs-js">Drag a card, or focus it and press Shift with an arrow key.</span>{{/canAdd}}</form>
    <div class="board" data-board tabindex="0" role="group" aria-label="Deals by stage">
    {{#columns}}<section class="board__column {{css}}" data-stage="{{id}}" data-asks="{{asks}}" aria-labelledby="stage-{{id}}"><header><h2 id="stage-{{id}}"><a href="{{moreHref}}">{{name}}</a> <small>{{count}}</small></h2><p>{{sums}}</p></header>
    <ul>{{#cards}}<li class="card" id="{{id}}" tabindex="0" data-card data-move="{{asks}}" aria-label="{{name}}, {{account}}, {{amount}}"><a class="card__name" href="{{href}}">{{name}}</a><span class="card__sub">{{account}}</span><span class="card__line"><b>{{amount}}</b><span>{{chance}}</span></span>{{#badges}}<span class="badge badge--{{tone}}">{{label}}</span> {{/badges}}<span class="card__sub">{{step}}</span><div class="card__foot">{{#canDrop}}<details class="card__move"><summary>Move</summary><form method="post" action="{{action}}"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="back" value="{{back}}"><select name="stage" aria-label="Stage of {{name}}">{{#stages}}<option value="{{value}}"{{#isSelected}} selected{{/isSelected}}>{{label}}</option>{{/stages}}</select><button class="button">Move</button></form></details>{{/canDrop}}<span>{{when}}</span></div></li>{{/cards}}</ul>
    {{#quiet}}<p class="board__quiet">{{.}}</p>{{/quiet}}{{#moreText}}<p class="board__more"><a href="{{moreHref}}">{{.}}</a></p>{{/moreText}}</section>{{/columns}}
    </div>{{/isEmpty}}
    """#)
}
