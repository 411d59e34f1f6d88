import Foundation
import Testing

@testable import Blueprint
@testable import Web

/// A template draws an unknown name as nothing, so a misspelt one would go unseen.
@Suite struct TemplateTests {
  private static let views = Dictionary(
    uniqueKeysWithValues: Embedded.files.filter { $0.path.hasSuffix(".mustache") }
      .map { (String($0.path.dropLast(".mustache".count)), $0.text) })

  private static func names(of type: Any) -> Set<String> {
    Set(Mirror(reflecting: type).children.compactMap(\.label))
  }

  @Test func `every name that a page's template uses is in its struct`() async throws {
    let field = FieldView(id: "a", name: "a", label: "a")
    let assets = ShellView.Addresses(Assets(files: []))
    let shell = ShellView(
      pageTitle: "", company: "", csrf: "", content: "", assets: assets, areas: [], hasPins: false,
      pins: [],
      crumbs: [], here: "", searchText: nil, asOf: nil, running: nil,
      person: .init(name: "", initials: "", email: "", role: "", settingsHref: "", signOutHref: ""),
      notice: nil,
      shortcutGroups: [], printedOn: "")
    let form = FormView(
      title: "", lead: nil, action: "", encoding: "", csrf: "", version: nil, problems: nil, conflict: nil,
      hiddenFields: [], sections: [], submitLabel: "", cancelHref: "", dangerAction: nil)
    let pages: [(String, Any)] = [
      ("layout", shell), ("plain", shell), ("field", field), ("form", form),
      ("error", ErrorView(title: "", text: "", kept: nil, remedies: [], requestId: "")),
      ("sign-in", SignInView(csrf: "", goOn: nil, login: nil, problem: nil)),
      ("set-up", SetUpView(problem: nil, csrf: "", sections: [])),
      ("search", SearchView(sentence: "", hasResults: false, groups: [], nothingText: "")),
    ]
    for (name, view) in pages {
      let used = Self.topNames(in: try #require(Self.views[name]))
      let missing = used.subtracting(Self.names(of: view)).subtracting(["."])
      #expect(missing.isEmpty, "\(name): \(missing.sorted())")
    }
  }

  @Test func `every partial that a template includes exists`() {
    for (name, text) in Self.views {
      for match in text.matches(of: /\{\{>\s*([a-z-]+)\s*\}\}/) {
        #expect(Self.views[String(match.1)] != nil, "\(name) includes \(match.1)")
      }
    }
  }

  @Test func `no template carries script or style of its own`() {
    for (name, text) in Self.views {
      #expect(text.firstMatch(of: /<script(?![^>]*src=)/) == nil, "\(name)")
      #expect(text.firstMatch(of: /\sstyle=|<style|\son[a-z]+=/) == nil, "\(name)")
    }
  }

  /// The names used outside of sections, and the names of the outermost sections.
  private static func topNames(in text: String) -> Set<String> {
    var depth = 0, names: Set<String> = []
    for match in text.matches(of: /\{\{\{?\s*([#^\/>!&]?)\s*([\w.-]*)[^}]*\}?\}\}/) {
      let name = String(match.2).split(separator: ".").first.map(String.init) ?? "."
      switch match.1 {
      case "!", ">": break
      case "#", "^":
        if depth == 0 { names.insert(name) }
        depth += 1
      case "/": depth -= 1
      default: if depth == 0 { names.insert(name) }
      }
    }
    return names
  }
}

/// The views that answer by name themselves must know every field they have.
@Suite struct PlaceTests {
  @Test func `a view that answers by name knows all its fields`() {
    let views: [any Named] = [
      ListView.Head(label: "", css: "", isSorted: false, ariaSort: "", sortIcon: "", sortHref: "", unit: nil),
      ListView.Pair(name: "", value: ""), ListView.More(href: "", text: "", span: 1),
      ListView.Chip(field: "", text: "", removeHref: "", removeLabel: ""),
      ListView.ColumnChoice(key: "", label: "", isShown: true), FieldView(id: "", name: "", label: ""),
      OptionView(value: "", label: ""), ShellView.Addresses(Assets(files: [])),
      ListRows(canMark: false, rows: "", more: nil),
      ShellView.Section(label: "", href: "", icon: "", key: "", isCurrent: false, badge: nil),
      ShellView.Person(name: "", initials: "", email: "", role: "", settingsHref: "", signOutHref: ""),
      ShellView.Shortcut("", ""),
    ]
    for view in views {
      for field in Mirror(reflecting: view).children.compactMap(\.label) {
        #expect(view.placed(field) != nil, "\(type(of: view)).\(field)")
      }
      #expect(view.placed("no such field") == nil)
    }
  }
}
