package import Blueprint
import Kernel
package import Storage

extension SalesTeam {
  struct One: Codable {
    let id: ID<SalesTeam>
  }

  /// Every team, and how many users are its own.
  struct All: Reply {
    struct Line: Codable, Sendable {
      let team: SalesTeam
      let level: Int
      let members: Int
    }
    let items: [Line]
  }

  static let endpoints: [Endpoint] = [
    Endpoint(.get, "/teams", "The tree of teams and regions", allow: .director) { (_: NoInput, context) in
      let whole = try await context.read { try tree($0) }
      return All(items: whole.lines.map { All.Line(team: $0.team, level: $0.level, members: $0.members) })
    }.page(TeamsPage.page),
    Endpoint(.get, "/teams/{id}", "Show a team", allow: .director) { (input: One, context) in
      try await context.read { try found(input.id, $0) }
    },
    Endpoint(.post, "/teams", "Add a team or region", allow: .director) { (input: New, context) in
      try await add(input, context)
    }.form(
      Form(
        at: "/teams/new", "Add a team or region", submit: "Add team", section: "team", fields: fields,
        done: { _, _ in "/teams" }, initial: { _, _ in ["kind": Kind.team.rawValue] })),
    Endpoint(.patch, "/teams/{id}", "Rename or move a team", allow: .director) { (input: Change, context) in
      try await change(input, context)
    }.form(
      Form(
        at: "/teams/{id}/edit", "Rename or move", submit: "Save team", section: "team", fields: fields,
        done: { _, _ in "/teams" }, initial: initial)),
    Endpoint(.delete, "/teams/{id}", "Remove a team that nothing belongs to", allow: .director) {
      (input: One, context) in
      try await remove(input.id, context)
    }.form(
      Form(
        at: "/teams/{id}/removal", "Remove the team", submit: "Remove team", section: "team", fields: [],
        done: { _, _ in "/teams" })),
  ]

  private static let fields: [Form.Field] = [
    .init("name", "Name", required: true, autocomplete: "off"),
    .choice("kind", "Kind", Kind.self, required: true),
    .init(
      "parent", "Stands below", .choice { context in try await context.read { try options($0) } },
      hint: "What stands below it comes along. Leave it empty for the top."),
  ]

  private static let initial: @Sendable (Fields, Context) async throws -> [String: String] = {
    fields, context in
    let input = try fields.decode(One.self)
    let team = try await context.read { try found(input.id, $0) }
    return [
      "name": team.name, "kind": team.kind.rawValue, "parent": team.parent?.text ?? "",
      "version": String(team.version),
    ]
  }

  /// The tree as a choice: those below are indented.
  package static func options(_ db: Connection) throws -> [Form.Option] {
    try tree(db).lines.map {
      Form.Option($0.team.id.text, String(repeating: "\u{2003}", count: $0.level) + $0.team.name)
    }
  }
}

/// What the template `teams` places; a node is what the design's `tree-node` places.
struct TeamsPage: Sendable {
  struct Node: Sendable {
    let name: String
    let href: String
    let icon: String
    let kind: String
    let value: String
    let isOpen = true
    let isCurrent = false
    let hasChange = false
    let hasChildren: Bool
    let children: [Node]
  }

  let sentence: String
  let hasTeams: Bool
  let nodes: [Node]

  static func page(_ all: SalesTeam.All, _ visit: Visit) async throws -> Page {
    let byParent = Dictionary(grouping: all.items, by: \.team.parent)
    func nodes(_ parent: ID<SalesTeam>?) -> [Node] {
      (byParent[parent] ?? []).map { line in
        let children = nodes(line.team.id)
        return Node(
          name: line.team.name, href: "/teams/\(line.team.id)/edit",
          icon: line.team.kind == .region ? "map-pin" : "users", kind: Words.title(line.team.kind.rawValue),
          value: line.members == 1 ? "1 user" : "\(line.members) users", hasChildren: !children.isEmpty,
          children: children)
      }
    }
    let count = all.items.count, people = all.items.map(\.members).reduce(0, +)
    let page = TeamsPage(
      sentence:
        "\(count) teams and regions, \(people) users in them. A user sees their team's accounts and those below.",
      hasTeams: count > 0, nodes: nodes(nil))
    return Page("teams", title: "Teams", section: "team", page)
  }

  static let template = Template(
    "teams",
    #"""
    <div class="head"><div class="head__text"><h1>Teams</h1><p class="sentence">{{sentence}}</p></div>
    <div class="actions"><a class="button button--primary" href="/teams/new">Add team</a></div></div>
    {{#hasTeams}}<ul class="tree" aria-label="Teams and regions">{{#nodes}}{{> tree-node}}{{/nodes}}</ul>{{/hasTeams}}
    {{^hasTeams}}<div class="empty"><h2>No team yet</h2><p>Teams and regions decide who sees which accounts. Directors see all of them.</p><div class="actions"><a class="button" href="/teams/new">Add the first team</a></div></div>{{/hasTeams}}
    """#)
}
