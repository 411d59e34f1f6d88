import Blueprint
import Foundation
import Kernel
import Storage
import Synchronization

/// What the templates `layout` and `plain` place around a page.
struct ShellView: Sendable {
  struct Addresses: Sendable {
    let css: String
    let early: String
    let htmx: String
    let js: String
    let charts: String

    init(_ assets: Assets) {
      css = assets.css
      early = assets.early
      htmx = assets.htmx
      js = assets.js
      charts = assets.charts
    }
  }
  struct Area: Sendable {
    let title: String?
    let sections: [Section]
  }
  struct Section: Sendable {
    let label: String
    let href: String
    let icon: String
    let key: String?
    let isCurrent: Bool
    let badge: String?
  }
  struct Pin: Sendable {
    let name: String
    let href: String
    let isCurrent: Bool
  }
  struct Crumb: Sendable {
    let label: String
    let href: String
  }
  struct AsOf: Sendable {
    let text: String
    let href: String
  }
  struct Running: Sendable {
    let text: String
    let href: String
    let percent: Int
  }
  struct Person: Sendable {
    let name: String
    let initials: String
    let email: String
    let role: String
    let settingsHref: String
    let signOutHref: String
  }
  struct Notice: Sendable {
    let tone: String
    let icon: String
    let text: String
  }
  struct ShortcutGroup: Sendable {
    let heading: String
    let keys: [Shortcut]
  }
  struct Shortcut: Sendable {
    let does: String
    let strokes: [String]

    init(_ does: String, _ strokes: String...) {
      self.does = does
      self.strokes = strokes
    }
  }

  let pageTitle: String
  let company: String
  let csrf: String
  let content: String
  let assets: Addresses
  let areas: [Area]
  let hasPins: Bool
  let pins: [Pin]
  let crumbs: [Crumb]
  let here: String
  let searchHref = "/search"
  let searchText: String?
  let asOf: AsOf?
  let running: Running?
  let person: Person
  let notice: Notice?
  let shortcutGroups: [ShortcutGroup]
  let printedOn: String
  let isWide = true
  let footText = "Mainstay: every number ties out, explains itself, and is there at once."
}

/// What the template `error` places.
struct ErrorView: Sendable {
  struct Remedy: Sendable {
    let label: String
    let href: String
    let css: String
  }
  let title: String
  let text: String
  let kept: String?
  let remedies: [Remedy]
  let requestId: String
}

extension Site {
  /// The page in its frame.
  func framed(_ page: Page, _ visit: Visit) async throws -> [UInt8] {
    let content = renderer.bytes(page.template, page.content)
    if page.frame == .fragment
      || visit.isFragment && page.frame == .shell && visit.fields.text("_part") == "true"
    {
      return content
    }
    let view = try await shell(page, visit, String(decoding: content, as: UTF8.self))
    return renderer.bytes(page.frame == .plain ? "plain" : "layout", view)
  }

  private func shell(_ page: Page, _ visit: Visit, _ content: String) async throws -> ShellView {
    let actor = visit.context.actor
    let isShell = page.frame == .shell
    let (company, running) = try await database.read { [remembered = self.company] db in
      (try remembered.read(db), isShell ? try Job.running(for: actor, db) : 0)
    }
    let entries = isShell ? navigation(for: actor) : []
    return ShellView(
      pageTitle: page.title, company: company, csrf: visit.formToken, content: content, assets: .init(assets),
      areas: Self.areas(entries, current: page.section),
      hasPins: false, pins: [], crumbs: page.crumbs.map { .init(label: $0.label, href: $0.href) },
      here: page.title,
      searchText: visit.fields.text("q"), asOf: nil,
      running: running == 0
        ? nil
        : .init(text: running == 1 ? "1 job running" : "\(running) jobs running", href: "/jobs", percent: 50),
      person: .init(
        name: actor.name, initials: Self.initials(actor.name), email: "",
        role: Words.title(actor.role.rawValue),
        settingsHref: "/account-settings", signOutHref: "/sign-out"),
      notice: Self.notice(visit), shortcutGroups: shortcuts(entries),
      printedOn: DisplayNumber.day(visit.context.today))
  }

  private static func areas(_ entries: [NavigationEntry], current: String) -> [ShellView.Area] {
    NavigationArea.allCases.compactMap { area in
      let sections = entries.filter { $0.area == area }.map { entry in
        ShellView.Section(
          label: entry.label, href: entry.href, icon: entry.icon, key: entry.key.isEmpty ? nil : entry.key,
          isCurrent: entry.section == current, badge: nil)
      }
      return sections.isEmpty
        ? nil : ShellView.Area(title: area.rawValue.isEmpty ? nil : area.rawValue, sections: sections)
    }
  }

  private func navigation(for actor: Actor) -> [NavigationEntry] {
    capabilities.flatMap(\.navigation).filter { $0.allow.admits(actor, writing: false) }
      .sorted { ($0.order, $0.label) < ($1.order, $1.label) }
  }

  private func shortcuts(_ entries: [NavigationEntry]) -> [ShellView.ShortcutGroup] {
    [
      .init(heading: "Go to", keys: entries.filter { !$0.key.isEmpty }.map { .init($0.label, "g", $0.key) }),
      .init(
        heading: "Anywhere",
        keys: [
          .init("Search and commands", "/"), .init("Search and commands", "Ctrl", "K"),
          .init("These shortcuts", "?"),
        ]),
      .init(
        heading: "In a list",
        keys: [
          .init("Next row", "j"), .init("Row before", "k"), .init("Mark the row", "x"),
          .init("Open the row", "Enter"), .init("Edit the row", "e"),
        ]),
    ]
  }

  /// A word after a redirect: `?did=saved`.
  private static func notice(_ visit: Visit) -> ShellView.Notice? {
    visit.fields.text("did").flatMap { word in
      let words = ["saved": "Saved.", "added": "Added.", "undone": "Undone.", "removed": "Removed."]
      return words[word].map { .init(tone: "good", icon: "circle-check", text: $0) }
    }
  }

  static func initials(_ name: String) -> String {
    name.split(separator: " ").prefix(2).compactMap(\.first).map { String($0).uppercased() }.joined()
  }
}

/// What the shell knows of the company. The settings are read with every page, and taken apart when they change.
final class CompanyName: Sendable {
  private struct Settings: Decodable { let name: String? }

  private let known = Mutex((text: "", name: ""))

  func read(_ db: Connection) throws -> String {
    let text = try db.first("SELECT value FROM settings WHERE name = 'company'") { try $0.text(0) }
    guard let text else { return "" }
    let kept = known.withLock { $0 }
    if kept.text == text { return kept.name }
    let name = (try JSONDecoder().decode(Settings.self, from: Data(text.utf8))).name ?? ""
    known.withLock { $0 = (text, name) }
    return name
  }
}
