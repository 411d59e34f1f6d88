internal import Kernel

/// What the template `answer-page` places: a page that opens with its answer, then tiles, a chart and headed parts; or
/// the same as a piece of another page.
package struct AnswerPage: Sendable {
  package struct Link: Sendable {
    package let label: String
    package let href: String
    package let icon: String
    package let css: String
    package let isFile: Bool

    package init(
      _ label: String, _ href: String, icon: String = "chevron-right", css: String = "", isFile: Bool = false
    ) {
      self.label = label
      self.href = href
      self.icon = icon
      self.css = css
      self.isFile = isFile
    }
  }
  /// A button that does something at once.
  package struct Deed: Sendable {
    package struct Hidden: Sendable {
      let name: String
      let value: String
    }
    package let label: String
    package let action: String
    package let csrf: String
    package let css: String
    package let hidden: [Hidden]

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
    package let label: String
    package let href: String
    package let isCurrent: Bool

    package init(_ label: String, _ href: String, isCurrent: Bool) {
      self.label = label
      self.href = href
      self.isCurrent = isCurrent
    }
  }
  /// A question that the reader may put: a form that asks by its address.
  package struct Question: Sendable {
    package let action: String
    package let fields: [FieldView]
    package let submit: String

    package init(action: String, fields: [FieldView], submit: String) {
      self.action = action
      self.fields = fields
      self.submit = submit
    }
  }
  /// What stands in the place of a page that has nothing to show yet.
  package struct Blank: Sendable {
    package let icon: String
    package let title: String
    package let text: String
    package let label: String?
    package let href: String
    package let second: Link?

    package init(
      icon: String, title: String, text: String, label: String? = nil, href: String = "", second: Link? = nil
    ) {
      self.icon = icon
      self.title = title
      self.text = text
      self.label = label
      self.href = href
      self.second = second
    }
  }
  package struct Badge: Sendable {
    package let label: String
    package let tone: String

    package init(_ label: String, tone: String) {
      self.label = label
      self.tone = tone
    }
  }

  /// Nil for a piece of another page, which has a head already.
  package let heading: String?
  package let sentence: String
  package let badges: [Badge]
  package let actions: [Link]
  package let deeds: [Deed]
  package let showsTabs: Bool
  package let tabs: [Tab]
  package let question: Question?
  package let empty: Blank?
  package let answer: String
  /// What holds of all figures of the page, such as accounts that are left out.
  package let caution: String?
  package let showsTiles: Bool
  package let tiles: [TileView]
  package let chart: ChartView?
  package let sections: [Section]
  package let foot: String

  package init(
    heading: String?, sentence: String = "", badges: [Badge] = [], actions: [Link] = [], deeds: [Deed] = [],
    tabs: [Tab] = [], question: Question? = nil, empty: Blank? = nil, answer: String = "",
    caution: String? = nil, tiles: [TileView] = [], chart: ChartView? = nil, sections: [Section] = [],
    foot: String = ""
  ) {
    self.heading = heading
    self.sentence = sentence
    self.badges = badges
    self.actions = actions
    self.deeds = deeds
    showsTabs = !tabs.isEmpty
    self.tabs = tabs
    self.question = question
    self.empty = empty
    self.answer = DisplayNumber.kept(answer)
    self.caution = caution
    showsTiles = !tiles.isEmpty
    self.tiles = tiles
    self.chart = chart
    self.sections = sections
    self.foot = foot
  }

  package func page(title: String, section: String, crumbs: [Page.Crumb] = [], charts: Bool? = nil) -> Page {
    Page(
      "answer-page", title: title, section: section, crumbs: crumbs, charts: charts ?? (chart != nil), self)
  }
}

extension AnswerPage {
  /// A headed part of the page.
  package struct Section: Sendable {
    package let id: String
    package let heading: String
    package let lead: String?
    package let links: [Link]
    package let deeds: [Deed]
    package let chart: ChartView?
    package let grids: [TableBox]
    /// Short paragraphs, as they are: arithmetic, reasons.
    package let lines: [String]
    package let hasLines: Bool
    /// What stands there while there is nothing: what would, and what fills it.
    package let quiet: String?
    package let quietLink: Link?

    package init(
      _ id: String, _ heading: String, lead: String? = nil, links: [Link] = [], deeds: [Deed] = [],
      chart: ChartView? = nil, tables: [TableView] = [], lines: [String] = [], quiet: String? = nil,
      quietLink: Link? = nil
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
      self.quietLink = quietLink
    }
  }
}
