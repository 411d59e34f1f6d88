package import Blueprint

/// What the template `work` places: pages about targets and plans have the same parts.
package struct WorkPage: Sendable {
  package struct Link: Sendable {
    let label: String
    let href: String
    let icon: String
    let css: String
    let isFile: Bool

    package init(
      _ label: String, _ href: String, icon: String = "chevron-right", css: String = "", isFile: Bool = false
    ) {
      self.isFile = isFile
      self.label = label
      self.href = href
      self.icon = icon
      self.css = css
    }
  }
  /// A button that does something at once.
  package struct Deed: Sendable {
    package struct Hidden: Sendable {
      let name: String
      let value: String
    }
    let label: String
    let action: String
    let csrf: String
    let css: String
    let hidden: [Hidden]

    package init(
      _ label: String, _ action: String, csrf: String, css: String = "", fields: [(String, String)] = []
    ) {
      self.label = label
      self.action = action
      self.csrf = csrf
      self.css = css
      hidden = fields.map { Hidden(name: $0.0, value: $0.1) }
    }
  }
  package struct Tab: Sendable {
    let label: String
    let href: String
    let isCurrent: Bool

    package init(_ label: String, _ href: String, isCurrent: Bool) {
      self.label = label
      self.href = href
      self.isCurrent = isCurrent
    }
  }
  package struct Section: Sendable {
    let id: String
    let heading: String
    let lead: String?
    let links: [Link]
    let deeds: [Deed]
    let chart: ChartView?
    let grids: [TableBox]
    /// Short paragraphs, as they are: arithmetic, reasons.
    let lines: [String]
    let hasLines: Bool
    /// What stands there while there is nothing.
    let quiet: String?

    package init(
      _ id: String, _ heading: String, lead: String? = nil, links: [Link] = [], deeds: [Deed] = [],
      chart: ChartView? = nil, tables: [TableView] = [], lines: [String] = [], quiet: String? = nil
    ) {
      self.id = id
      self.heading = heading
      self.lead = lead
      self.links = links
      self.deeds = deeds
      self.chart = chart
      grids = tables.map { TableBox(table: $0) }
      self.lines = lines
      hasLines = !lines.isEmpty
      self.quiet = quiet
    }
  }
  package struct Blank: Sendable {
    let icon: String
    let title: String
    let text: String
    let label: String?
    let href: String

    package init(_ title: String, _ text: String, icon: String, label: String? = nil, href: String = "") {
      self.icon = icon
      self.title = title
      self.text = text
      self.label = label
      self.href = href
    }
  }
  package struct Badge: Sendable {
    let label: String
    let tone: String

    package init(_ label: String, tone: String) {
      self.label = label
      self.tone = tone
    }
  }

  /// Nil for a piece of another page, which has a head already.
  package var heading: String?
  package var sentence = ""
  package var badges: [Badge] = []
  package var actions: [Link] = []
  package var deeds: [Deed] = []
  package var tabs: [Tab] = []
  package var showsTabs: Bool
  package var empty: Blank?
  package var answer = ""
  package var caution: String?
  package var tiles: [TileView] = []
  package var showsTiles: Bool
  package var chart: ChartView?
  package var sections: [Section] = []
  package var foot = ""

  package init(
    heading: String?, sentence: String = "", badges: [Badge] = [], actions: [Link] = [], deeds: [Deed] = [],
    tabs: [Tab] = [], empty: Blank? = nil, answer: String = "", caution: String? = nil,
    tiles: [TileView] = [],
    chart: ChartView? = nil, sections: [Section] = [], foot: String = ""
  ) {
    self.heading = heading
    self.sentence = sentence
    self.badges = badges
    self.actions = actions
    self.deeds = deeds
    self.tabs = tabs
    showsTabs = !tabs.isEmpty
    self.empty = empty
    self.answer = answer
    self.caution = caution
    self.tiles = tiles
    showsTiles = !tiles.isEmpty
    self.chart = chart
    self.sections = sections
    self.foot = foot
  }

  private static let deed = #"""
    <form method="post" action="{{action}}"><input type="hidden" name="csrf" value="{{csrf}}">{{#hidden}}<input type="hidden" name="{{name}}" value="{{value}}">{{/hidden}}<button class="button {{css}}">{{label}}</button></form>
    """#

  static let template = Template(
    "work",
    #"""
    {{! Any page about targets and plans. Context: see WorkPage. }}{{#heading}}<div class="head"><div class="head__text"><h1>{{.}}</h1>
    <p class="sentence">{{#badges}}<span class="badge badge--{{tone}}">{{label}}</span> {{/badges}}{{sentence}}</p></div>
    <div class="actions">{{#actions}}<a class="button {{css}}" href="{{href}}"{{#isFile}} download{{/isFile}}><svg class="icon" aria-hidden="true"><use href="/assets/vendor/icons.svg#{{icon}}"/></svg>{{label}}</a>{{/actions}}{{#deeds}}\#(deed){{/deeds}}</div></div>{{/heading}}
    {{#showsTabs}}<nav class="tabs" aria-label="Views">{{#tabs}}<a href="{{href}}"{{#isCurrent}} aria-current="page"{{/isCurrent}}>{{label}}</a>{{/tabs}}</nav>{{/showsTabs}}
    {{#empty}}<div class="empty"><svg class="icon" aria-hidden="true"><use href="/assets/vendor/icons.svg#{{icon}}"/></svg><h2>{{title}}</h2><p>{{text}}</p>{{#label}}<div class="actions"><a class="button button--primary" href="{{href}}">{{.}}</a></div>{{/label}}</div>{{/empty}}
    {{^empty}}<p class="answer{{#showsTabs}} gap-top{{/showsTabs}}">{{answer}}</p>
    {{#caution}}<div class="note note--watch"><svg class="icon" aria-hidden="true"><use href="/assets/vendor/icons.svg#info-circle"/></svg><div class="note__body">{{.}}</div></div>{{/caution}}
    {{#showsTiles}}{{> tiles}}{{/showsTiles}}
    {{> chart}}
    {{#sections}}<section class="panel gap-top" id="{{id}}" aria-labelledby="{{id}}-heading"><div class="panel__head"><h2 id="{{id}}-heading">{{heading}}</h2><div class="actions">{{#links}}<a href="{{href}}">{{label}}</a> {{/links}}{{#deeds}}\#(deed){{/deeds}}</div>{{#lead}}<p class="panel__about">{{.}}</p>{{/lead}}</div>
    {{> chart}}
    {{#grids}}{{> table}}{{/grids}}
    {{#hasLines}}<div class="formula">{{#lines}}<p>{{.}}</p>{{/lines}}</div>{{/hasLines}}
    {{#quiet}}<p class="table__note">{{.}}</p>{{/quiet}}
    </section>{{/sections}}{{/empty}}
    {{#foot}}<p class="foot">{{.}}</p>{{/foot}}
    """#)
}
