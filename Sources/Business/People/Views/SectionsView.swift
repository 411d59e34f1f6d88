package import Blueprint
package import Catalog

/// What the templates `sections` and `sections-part` place: a page, or a panel, out of a few headed parts.
package struct SectionsView: Sendable {
  package struct Link: Sendable {
    let label: String
    let href: String
    let css: String
    package init(_ label: String, _ href: String, main: Bool = false) {
      self.label = label
      self.href = href
      css = main ? "button--primary" : ""
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
    let css: String
    let question: String
    let csrf: String
    let hidden: [Hidden]

    package init(
      _ label: String, _ action: String, csrf: String, css: String = "", asking question: String = "",
      _ hidden: [(String, String)] = []
    ) {
      self.label = label
      self.action = action
      self.css = css
      self.question = question
      self.csrf = csrf
      self.hidden = hidden.map { Hidden(name: $0.0, value: $0.1) }
    }
  }

  /// A line of a list that says what to do, with buttons.
  package struct Line: Sendable {
    let lineHref: String
    let lineTitle: String
    let lineText: String
    let lineWhen: String
    let lineIcon: String
    let lineCss: String
    let lineDeeds: [Deed]

    package init(
      _ title: String, _ href: String, text: String, when: String, icon: String = "list-check",
      late: Bool = false,
      deeds: [Deed] = []
    ) {
      lineTitle = title
      lineHref = href
      lineText = text
      lineWhen = when
      lineIcon = icon
      lineCss = late ? "is-bad" : ""
      lineDeeds = deeds
    }
  }

  package struct Section: Sendable {
    let key: String
    let heading: String
    let hasHeading: Bool
    let hasAbout: Bool
    let about: String
    let hasLinks: Bool
    let links: [Link]
    let body: String
    let tables: [TableBox]
    let hasLines: Bool
    let lines: [Line]
    let hasBlank: Bool
    let blank: String
    let deeds: [Deed]

    /// `body` is HTML that was made, and escaped, already. `blank` is told where there is nothing else.
    package init(
      _ key: String, _ heading: String, about: String = "", links: [Link] = [], body: String = "",
      tables: [TableView] = [], lines: [Line] = [], blank: String = "", deeds: [Deed] = []
    ) {
      self.key = key
      self.heading = heading
      hasHeading = !heading.isEmpty
      hasAbout = !about.isEmpty
      self.about = about
      hasLinks = !links.isEmpty
      self.links = links
      self.body = body
      self.tables = tables.map(TableBox.init)
      hasLines = !lines.isEmpty
      self.lines = lines
      hasBlank = body.isEmpty && tables.isEmpty && lines.isEmpty && !blank.isEmpty
      self.blank = blank
      self.deeds = deeds
    }
  }

  let hasTitle: Bool
  let pageTitle: String
  let pageTally: String
  let pageSentence: String
  let pageLinks: [Link]
  let recordHead: RecordHead?
  let hasTiles: Bool
  let tiles: [TileView]
  let sections: [Section]
  let hasSide: Bool
  let sideLabel: String
  let side: [Section]
  let panels: [RecordPanel]

  package init(
    title: String = "", tally: String = "", sentence: String = "", links: [Link] = [],
    head: RecordHead? = nil,
    tiles: [TileView] = [], _ sections: [Section], side: [Section] = [], sideLabel: String = "More",
    panels: [PanelSlot] = []
  ) {
    hasTitle = !title.isEmpty
    pageTitle = title
    pageTally = tally
    pageSentence = sentence
    pageLinks = links
    recordHead = head
    hasTiles = !tiles.isEmpty
    self.tiles = tiles
    self.sections = sections
    hasSide = !side.isEmpty
    self.sideLabel = sideLabel
    self.side = side
    self.panels = panels.map { RecordPanel($0) }
  }

  /// The page, or only its parts where it stands as a panel on another.
  package func page(title: String, section: String, crumbs: [Page.Crumb] = [], _ visit: Visit) -> Page {
    Page(
      visit.isFragment ? "sections-part" : "sections", title: title, section: section, crumbs: crumbs, self)
  }
}

enum SectionTemplates {
  static let all = [page, part, section, lines, deed]

  private static let page = Template(
    "sections",
    #"""
    {{> record-head}}
    {{#hasTitle}}<div class="head"><div class="head__text"><h1>{{pageTitle}}<small>{{pageTally}}</small></h1><p class="sentence">{{pageSentence}}</p></div><div class="actions">{{#pageLinks}}<a class="button {{css}}" href="{{href}}">{{label}}</a>{{/pageLinks}}</div></div>{{/hasTitle}}
    {{#hasTiles}}{{> tiles}}{{/hasTiles}}
    {{#hasSide}}<div class="columns gap-top"><div>{{/hasSide}}
    {{#sections}}<section class="panel" id="{{key}}"{{#hasHeading}} aria-labelledby="{{key}}-heading"{{/hasHeading}}>{{#hasHeading}}<div class="panel__head"><h2 id="{{key}}-heading">{{heading}}</h2><div class="actions">{{#links}}<a href="{{href}}">{{label}}</a>{{/links}}</div>{{#hasAbout}}<p class="panel__about">{{about}}</p>{{/hasAbout}}</div>{{/hasHeading}}{{> section-body}}</section>{{/sections}}
    {{#panels}}
    {{> panel}}
    {{/panels}}
    {{#hasSide}}</div><aside class="columns__side" aria-label="{{sideLabel}}">{{#side}}<section class="panel" id="{{key}}"{{#hasHeading}} aria-labelledby="{{key}}-heading"{{/hasHeading}}>{{#hasHeading}}<div class="panel__head"><h2 id="{{key}}-heading">{{heading}}</h2><div class="actions">{{#links}}<a href="{{href}}">{{label}}</a>{{/links}}</div>{{#hasAbout}}<p class="panel__about">{{about}}</p>{{/hasAbout}}</div>{{/hasHeading}}{{> section-body}}</section>{{/side}}</aside></div>{{/hasSide}}
    """#)

  private static let part = Template(
    "sections-part",
    #"""
    {{#sections}}{{#hasHeading}}<h3>{{heading}}</h3>{{/hasHeading}}{{#hasAbout}}<p class="muted">{{about}}</p>{{/hasAbout}}{{> section-body}}{{#hasLinks}}<p class="panel__links">{{#links}}<a href="{{href}}">{{label}}</a>{{/links}}</p>{{/hasLinks}}{{/sections}}
    """#)

  private static let section = Template(
    "section-body",
    #"""
    {{{body}}}{{#tables}}{{> table}}{{/tables}}{{#hasLines}}{{> section-lines}}{{/hasLines}}{{#hasBlank}}<p class="muted">{{blank}}</p>{{/hasBlank}}{{#deeds}}{{> section-deed}}{{/deeds}}
    """#)

  private static let lines = Template(
    "section-lines",
    #"""
    <ul class="attention">{{#lines}}<li><svg class="icon {{lineCss}}" aria-hidden="true"><use href="/assets/vendor/icons.svg#{{lineIcon}}"/></svg><a href="{{lineHref}}">{{lineTitle}}</a><span class="attention__when {{lineCss}}">{{lineWhen}}</span><p>{{lineText}}</p>{{#lineDeeds}}{{> section-deed}}{{/lineDeeds}}</li>{{/lines}}</ul>
    """#)

  private static let deed = Template(
    "section-deed",
    #"""
    <form class="attention__deed" method="post" action="{{action}}"><input type="hidden" name="csrf" value="{{csrf}}">{{#hidden}}<input type="hidden" name="{{name}}" value="{{value}}">{{/hidden}}<button class="button {{css}}" data-confirm="{{question}}">{{label}}</button></form>
    """#)
}
