import Blueprint

/// What the template `pipeline` places: every page about deals but the board and the record has the same parts.
struct PipelinePage: Sendable {
  struct Link: Sendable {
    let label: String
    let href: String
    var icon = "chevron-right"
    var css = ""
  }
  struct Tab: Sendable {
    let label: String
    let href: String
    let isCurrent: Bool
  }
  struct Section: Sendable {
    let id: String
    let heading: String
    var lead: String?
    var links: [Link] = []
    var grids: [TableBox] = []
    /// What stands there while there is nothing: what would, and what fills it.
    var quiet: String?
  }
  struct Blank: Sendable {
    let icon: String
    let title: String
    let text: String
    let label: String
    let href: String
    var second: Link?
  }
  /// A question that the reader may put: a form that asks by its address.
  struct Question: Sendable {
    let action: String
    let fields: [FieldView]
    let submit: String
  }

  /// Nil for a piece of another page, which has a head already.
  var heading: String?
  var sentence = ""
  var actions: [Link] = []
  var showsTabs: Bool
  var tabs: [Tab] = []
  var question: Question?
  var empty: Blank?
  var answer = ""
  var caution: String?
  var showsTiles: Bool
  var tiles: [TileView] = []
  var chart: ChartView?
  var sections: [Section] = []
  var foot = ""

  init(
    heading: String?, sentence: String = "", actions: [Link] = [], tabs: [Tab] = [],
    question: Question? = nil, empty: Blank? = nil, answer: String = "", caution: String? = nil,
    tiles: [TileView] = [], chart: ChartView? = nil, sections: [Section] = [], foot: String = ""
  ) {
    self.heading = heading
    self.sentence = sentence
    self.actions = actions
    self.tabs = tabs
    self.question = question
    self.empty = empty
    self.answer = DealWords.kept(answer)
    self.caution = caution
    self.tiles = tiles
    self.chart = chart
    self.sections = sections
    self.foot = foot
    showsTabs = !tabs.isEmpty
    showsTiles = !tiles.isEmpty
  }

  static let crumb = Page.Crumb("Pipeline", "/pipeline")

  /// The pages about the pipeline, one beside the other.
  static func tabs(current: String) -> [Tab] {
    [
      ("Board", "/pipeline"), ("Deals", "/deals?filter=outcome:open"), ("Forecast", "/pipeline/forecast"),
      ("Calibration", "/pipeline/calibration"), ("Then and now", "/pipeline/snapshot"),
      ("Whitespace", "/pipeline/whitespace"),
      ("Prospects", "/pipeline/prospects"), ("Processes", "/pipeline/processes"),
    ].map { Tab(label: $0.0, href: $0.1, isCurrent: $0.1 == current) }
  }

  func page(_ title: String, crumbs: [Page.Crumb] = [PipelinePage.crumb]) -> Page {
    Page("pipeline", title: title, section: "pipeline", crumbs: crumbs, charts: chart != nil, self)
  }

  static let template = Template(
    "pipeline",
    #"""
    {{! Any page about deals. Context: see PipelinePage. }}{{#heading}}<div class="head"><div class="head__text"><h1>{{.}}</h1><p class="sentence">{{sentence}}</p></div>
    <div class="actions">{{#actions}}<a class="button {{css}}" href="{{href}}"><svg class="icon" aria-hidden="true"><use href="/assets/vendor/icons.svg#{{icon}}"/></svg>{{label}}</a>{{/actions}}</div></div>{{/heading}}
    {{#showsTabs}}<nav class="tabs" aria-label="Pipeline">{{#tabs}}<a href="{{href}}"{{#isCurrent}} aria-current="page"{{/isCurrent}}>{{label}}</a>{{/tabs}}</nav>{{/showsTabs}}
    {{#question}}<form class="toolbar" action="{{action}}" method="get">{{#fields}}{{> field}}{{/fields}}<button class="button">{{submit}}</button></form>{{/question}}
    {{#empty}}<div class="empty"><svg class="icon" aria-hidden="true"><use href="/assets/vendor/icons.svg#{{icon}}"/></svg><h2>{{title}}</h2><p>{{text}}</p><div class="actions"><a class="button button--primary" href="{{href}}">{{label}}</a>{{#second}}<a class="button" href="{{href}}">{{label}}</a>{{/second}}</div></div>{{/empty}}
    {{^empty}}<p class="answer{{#showsTabs}} gap-top{{/showsTabs}}">{{answer}}</p>
    {{#caution}}<div class="note note--watch"><svg class="icon" aria-hidden="true"><use href="/assets/vendor/icons.svg#info-circle"/></svg><div class="note__body">{{.}}</div></div>{{/caution}}
    {{#showsTiles}}{{> tiles}}{{/showsTiles}}
    {{> chart}}
    {{#sections}}<section class="panel gap-top" id="{{id}}" aria-labelledby="{{id}}-heading"><div class="panel__head"><h2 id="{{id}}-heading">{{heading}}</h2><div class="actions">{{#links}}<a href="{{href}}">{{label}}</a> {{/links}}</div>{{#lead}}<p class="panel__about">{{.}}</p>{{/lead}}</div>
    {{#grids}}{{> table}}{{/grids}}
    {{#quiet}}<p class="table__note">{{.}}</p>{{/quiet}}
    </section>{{/sections}}{{/empty}}
    {{#foot}}<p class="foot">{{.}}</p>{{/foot}}
    """#)
}

extension TableView.Cell {
  /// A figure that leads to where it comes from.
  static func door(_ text: String, _ href: String, badge: TableView.Badge? = nil) -> TableView.Cell {
    text.isEmpty
      ? .number("") : TableView.Cell(css: "is-end", isPlain: false, text: text, link: href, badge: badge)
  }

  static func link(_ text: String, _ href: String) -> TableView.Cell {
    TableView.Cell(isPlain: false, text: text, link: href)
  }

  static func badge(_ label: String, _ tone: String) -> TableView.Cell {
    TableView.Cell(isPlain: false, text: "", badge: .init(label: label, tone: tone))
  }
}

extension TableView.Head {
  static func end(_ label: String, unit: String? = nil) -> TableView.Head {
    TableView.Head(label: label, css: "is-end", unit: unit)
  }
}
