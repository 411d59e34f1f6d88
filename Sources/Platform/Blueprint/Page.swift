/// One request for a page, as business code may know it.
package struct Visit: Sendable {
  package let context: Context
  package let path: String
  package let fields: Fields
  /// The query as it came, without `?`.
  package let query: String
  /// What a form of this session must carry.
  package let formToken: String
  /// Whether only a piece of the page is wanted, to be put into the one that is open.
  package let isFragment: Bool
  /// What other capabilities hang on a record's page.
  package let panels: @Sendable (_ subject: String, _ values: [String: String]) async throws -> [PanelSlot]

  package init(
    context: Context, path: String, query: String, fields: Fields, formToken: String = "",
    isFragment: Bool = false,
    panels: @escaping @Sendable (String, [String: String]) async throws -> [PanelSlot] = { _, _ in [] }
  ) {
    self.context = context
    self.path = path
    self.query = query
    self.fields = fields
    self.formToken = formToken
    self.isFragment = isFragment
    self.panels = panels
  }
}

/// A page: a template's name, what the template places, and where the page stands.
package struct Page: Sendable {
  package enum Frame: Sendable { case shell, plain, fragment }

  package struct Crumb: Sendable {
    package let label: String
    package let href: String
    package init(_ label: String, _ href: String) {
      self.label = label
      self.href = href
    }
  }

  package let template: String
  package let title: String
  package let content: any Sendable
  /// Which entry of the navigation is lit.
  package var section = ""
  package var crumbs: [Crumb] = []
  package var frame = Frame.shell
  package var status = 200
  package var usesCharts = false

  package init(
    _ template: String, title: String, section: String = "", crumbs: [Crumb] = [], frame: Frame = .shell,
    charts: Bool = false, _ content: any Sendable
  ) {
    self.template = template
    self.title = title
    self.content = content
    self.section = section
    self.crumbs = crumbs
    self.frame = frame
    usesCharts = charts
  }
}

/// A piece of page that a capability hangs on another's record.
package struct Panel: Sendable {
  /// The record it hangs on: `account`.
  package let subject: String
  package let title: String
  /// The address that draws it, `{id}` filled from the record.
  package let path: String
  /// Drawn with the page, or fetched when the reader opens it.
  package let isInline: Bool
  package let order: Int

  package init(on subject: String, _ title: String, _ path: String, inline: Bool = false, order: Int = 50) {
    self.subject = subject
    self.title = title
    self.path = path
    isInline = inline
    self.order = order
  }
}

/// A panel as its host page places it: drawn already, or a link to open.
package struct PanelSlot: Sendable {
  package let id: String
  package let title: String
  package let href: String
  package let html: String
  package let isInline: Bool

  package init(id: String, title: String, href: String, html: String, isInline: Bool) {
    self.id = id
    self.title = title
    self.href = href
    self.html = html
    self.isInline = isInline
  }
}

/// The parts of the shell's navigation, in their order.
package enum NavigationArea: String, CaseIterable, Sendable {
  case desk = ""
  case accounts = "Accounts"
  case growth = "Growth"
  case figures = "Figures"
  case data = "Data"
  case company = "Company"
}

/// An entry of the shell's navigation.
package struct NavigationEntry: Sendable {
  package let area: NavigationArea
  package let section: String
  package let label: String
  package let href: String
  package let icon: String
  /// `g` then this letter goes there; empty for none.
  package let key: String
  package let order: Int
  package let allow: Permission

  package init(
    _ area: NavigationArea, _ section: String, _ label: String, _ href: String, icon: String,
    key: String = "", order: Int, allow: Permission = .viewer
  ) {
    self.area = area
    self.section = section
    self.label = label
    self.href = href
    self.icon = icon
    self.key = key
    self.order = order
    self.allow = allow
  }
}

/// A template of a capability: its name and its Mustache text.
package struct Template: Sendable {
  package let name: String
  package let text: String
  package init(_ name: String, _ text: String) {
    self.name = name
    self.text = text
  }
}

/// A kind of record that the one search finds.
package struct SearchSource: Sendable {
  package struct Hit: Sendable {
    package let title: String
    package let detail: String
    package let href: String
    package init(title: String, detail: String, href: String) {
      self.title = title
      self.detail = detail
      self.href = href
    }
  }
  package let title: String
  package let icon: String
  /// Best hits first, at most `limit`, only what the actor may see; the query is folded already.
  package let find: @Sendable (_ query: String, _ limit: Int, Context) async throws -> [Hit]

  package init(
    _ title: String, icon: String, find: @escaping @Sendable (String, Int, Context) async throws -> [Hit]
  ) {
    self.title = title
    self.icon = icon
    self.find = find
  }
}
