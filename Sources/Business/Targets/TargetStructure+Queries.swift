import Blueprint
import Kernel
import Storage
import Team

/// The tree that targets are handed down: company, teams as they stand, who answers for accounts, and their accounts.
struct TargetStructure {
  private struct Customer {
    let id: String, name: String, owner: String?, team: String?
  }

  private(set) var nodes: [TargetNode] = []
  let root: ID<TargetNode>
  private var teams: [String: ID<TargetNode>] = [:]
  private var managers: [String: ID<TargetNode>] = [:]
  private let context: Context

  /// Accounts at the top of today's tree; those that buy no more are left out.
  init(categories: Bool, _ context: Context, _ db: Connection) throws {
    self.context = context
    root = .new(at: context.now)
    nodes = [TargetNode(id: root, parent: nil, kind: .company, subject: nil, name: "Company")]
    let customers = try Self.customers(db)
    guard !customers.isEmpty else { throw TargetRefusal.noAccounts }
    let all = Dictionary(uniqueKeysWithValues: try SalesTeam.all(db).map { ($0.id.text, $0) })
    let people = try Self.people(db)
    let groups = categories ? try ProductGroups.categories(db) : []
    for customer in customers {
      var place = root
      if let team = customer.team { place = node(ofTeam: team, all) }
      if let owner = customer.owner, let name = people[owner] {
        place = node(ofOwner: owner, name, below: place)
      }
      let account = add(.account, customer.id, customer.name, below: place)
      for group in groups { _ = add(.product, group.id, group.name, below: account) }
    }
  }

  private mutating func add(
    _ kind: TargetNode.Kind, _ subject: String, _ name: String, below parent: ID<TargetNode>
  ) -> ID<TargetNode> {
    let id = ID<TargetNode>.new(at: context.now)
    nodes.append(TargetNode(id: id, parent: parent, kind: kind, subject: subject, name: name))
    return id
  }

  /// A team that stands at the top alone is the company itself.
  private mutating func node(ofTeam id: String, _ all: [String: SalesTeam]) -> ID<TargetNode> {
    if let known = teams[id] { return known }
    guard let team = all[id] else { return root }
    let tops = all.values.filter { $0.parent == nil }
    if team.parent == nil, tops.count == 1, all.count > 1 { return root }
    let parent = team.parent.map { node(ofTeam: $0.text, all) } ?? root
    let made = add(.team, id, team.name, below: parent)
    teams[id] = made
    return made
  }

  private mutating func node(
    ofOwner owner: String, _ name: String, below place: ID<TargetNode>
  ) -> ID<TargetNode> {
    let key = "\(owner) \(place)"
    if let known = managers[key] { return known }
    let made = add(.manager, owner, name, below: place)
    managers[key] = made
    return made
  }

  private static func customers(_ db: Connection) throws -> [Customer] {
    try db.all(
      """
      SELECT a.id, a.name, a.reach_owner_id, a.reach_team_id FROM accounts a
      WHERE a.parent_id IS NULL AND a.merged_into IS NULL AND a.status <> 'former'
      ORDER BY a.search_key, a.id
      """
    ) {
      Customer(
        id: try $0.text(0), name: try $0.text(1), owner: try $0.textOrNil(2), team: try $0.textOrNil(3))
    }
  }

  private static func people(_ db: Connection) throws -> [String: String] {
    Dictionary(
      try db.all("SELECT id, name FROM users") { (try $0.text(0), try $0.text(1)) },
      uniquingKeysWith: { first, _ in first })
  }
}
