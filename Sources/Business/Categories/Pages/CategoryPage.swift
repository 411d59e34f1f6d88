import Blueprint

/// What the template `category` places: every page about categories has the same parts.
struct CategoryPage: Sendable {
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
    var quietLink: Link?
  }
  struct Blank: Sendable {
    let icon: String
    let title: String
    let text: String
    let label: String
    let href: String
    var second: Link?
  }

  /// Nil for a piece of another page, which has a head already.
  var heading: String?
  var sentence = ""
  var actions: [Link] = []
  var tabs: [Tab] = []
  var empty: Blank?
  var answer = ""
  /// What holds of all figures of the page, such as accounts that are left out.
  var caution: String?
  var tiles: [TileView] = []
  var chart: ChartView?
  var sections: [Section] = []
  var foot = ""
  let showsTabs: Bool
  let showsTiles: Bool

  init(
    heading: String?, sentence: String = "", actions: [Link] = [], tabs: [Tab] = [], empty: Blank? = nil,
    answer: String = "", caution: String? = nil, tiles: [TileView] = [], chart: ChartView? = nil,
    sections: [Section] = [], foot: String = ""
  ) {
    self.heading = heading
    self.sentence = sentence
    self.actions = actions
    self.tabs = tabs
    self.empty = empty
    self.answer = Shown.kept(answer)
    self.caution = caution
    self.tiles = tiles
    self.chart = chart
    self.sections = sections
    self.foot = foot
    showsTabs = !tabs.isEmpty
    showsTiles = !tiles.isEmpty
  }

  static let template = Template(
    "category",
    #"""
    {{! Any page about categories. Context: see CategoryPage. }}{{#heading}}<div class="head"><div class="head__text"><h1>{{.}}</h1><p class="sentence">{{sentence}}</p></div>
    <div class="actions">{{#actions}}<a class="button {{css}}" href="{{href}}"><svg class="icon" aria-hidden="true"><use href="/assets/vendor/icons.svg#{{icon}}"/></svg>{{label}}</a>{{/actions}}</div></div>{{/heading}}
    {{#showsTabs}}<nav class="tabs" aria-label="Categories">{{#tabs}}<a href="{{href}}"{{#isCurrent}} aria-current="page"{{/isCurrent}}>{{label}}</a>{{/tabs}}</nav>{{/showsTabs}}
    {{#empty}}<div class="empty"><svg class="icon" aria-hidden="true"><use href="/assets/vendor/icons.svg#{{icon}}"/></svg><h2>{{title}}</h2><p>{{text}}</p><div class="actions"><a class="button button--primary" href="{{href}}">{{label}}</a>{{#second}}<a class="button" href="{{href}}">{{label}}</a>{{/second}}</div></div>{{/empty}}
    {{^empty}}<p class="answer{{#showsTabs}} gap-top{{/showsTabs}}">{{answer}}</p>
    {{#caution}}<div class="note note--watch"><svg class="icon" aria-hidden="true"><use href="/assets/vendor/icons.svg#info-circle"/></svg><div class="note__body">{{.}}</div></div>{{/caution}}
    {{#showsTiles}}{{> tiles}}{{/showsTiles}}
    {{> chart}}
    {{#sections}}<section class="panel gap-top" id="{{id}}" aria-labelledby="{{id}}-heading"><div class="panel__head"><h2 id="{{id}}-heading">{{heading}}</h2><div class="actions">{{#links}}<a href="{{href}}">{{label}}</a> {{/links}}</div>{{#lead}}<p class="panel__about">{{.}}</p>{{/lead}}</div>
    {{#grids}}{{> table}}{{/grids}}
    {{#quiet}}<p class="table__note">{{.}}{{#quietLink}} <a href="{{href}}">{{label}}</a>{{/quietLink}}</p>{{/quiet}}
    </section>{{/sections}}{{/empty}}
    {{#foot}}<p class="foot">{{.}}</p>{{/foot}}
    """#)
}
