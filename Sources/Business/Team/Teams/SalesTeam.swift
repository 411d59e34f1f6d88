package import Blueprint
package import Kernel

/// A team or a region of the sales organisation, and its place in the tree.
package struct SalesTeam: Codable, Sendable, Equatable, Versioned, Located {
  package enum Kind: String, Choice { case team, region }

  package let id: ID<SalesTeam>
  package var name: String
  package var kind: Kind
  package var parent: ID<SalesTeam>?
  package var version: Int

  package var location: String { "/teams" }

  /// How deep the tree may grow.
  static let mostLevels = 12

  package static let wasAdded = EventKind<SalesTeam>("team.added")
  package static let wasChanged = EventKind<SalesTeam>("team.changed")
  package static let wasRemoved = EventKind<SalesTeam>("team.removed")

  package struct New: Codable, Sendable {
    package let name: String
    package let kind: Kind
    package let parent: ID<SalesTeam>?

    package init(name: String, kind: Kind = .team, parent: ID<SalesTeam>? = nil) {
      self.name = name
      self.kind = kind
      self.parent = parent
    }
  }

  /// A new name, kind or place; left out means as it is, an empty place is the top.
  package struct Change: Codable, Sendable {
    package let id: ID<SalesTeam>
    package var name: String?
    package var kind: Kind?
    package var parent: Patch<ID<SalesTeam>> = .keep
    package var version: Int?

    package init(
      _ id: ID<SalesTeam>, name: String? = nil, kind: Kind? = nil, parent: Patch<ID<SalesTeam>> = .keep
    ) {
      self.id = id
      self.name = name
      self.kind = kind
      self.parent = parent
    }
  }

  func changed(by change: Change) throws(TeamRefusal) -> SalesTeam {
    guard change.version == nil || change.version == version else { throw .changedMeanwhile }
    var changed = self
    if let name = change.name { changed.name = try tidied(name: name) }
    changed.kind = change.kind ?? kind
    changed.parent = change.parent.applied(to: parent)
    changed.version += 1
    return changed
  }
}

/// All teams at once: there are tens of them, so rules about places are decided in memory.
struct TeamTree: Sendable {
  /// A team, how deep it stands and how many users are its own.
  struct Line: Sendable, Equatable {
    let team: SalesTeam
    let level: Int
    let members: Int
  }

  let teams: [SalesTeam]
  let members: [ID<SalesTeam>: Int]

  /// From the top down, each followed by its own, in the order in which `teams` came.
  var lines: [Line] {
    let byParent = Dictionary(grouping: teams, by: \.parent)
    func below(_ parent: ID<SalesTeam>?, _ level: Int) -> [Line] {
      guard level < SalesTeam.mostLevels else { return [] }
      return (byParent[parent] ?? []).flatMap { team in
        [Line(team: team, level: level, members: members[team.id] ?? 0)] + below(team.id, level + 1)
      }
    }
    return below(nil, 0)
  }

  /// Whether `changed` may take the place it names.
  func check(_ changed: SalesTeam) throws(TeamRefusal) {
    guard let parent = changed.parent else { return }
    guard teams.contains(where: { $0.id == parent }) else { throw .unknownTeam }
    let places = Dictionary(uniqueKeysWithValues: teams.map { ($0.id, $0.parent) })
    var above: ID<SalesTeam>? = parent, levels = 1
    while let place = above {
      guard place != changed.id else { throw .insideItself }
      above = places[place] ?? nil
      levels += 1
      guard levels <= teams.count + 1 else { throw .insideItself }
    }
    guard levels + height(below: changed.id) <= SalesTeam.mostLevels else {
      throw .tooDeep(most: SalesTeam.mostLevels)
    }
  }

  private func height(below id: ID<SalesTeam>) -> Int {
    teams.filter { $0.parent == id }.map { 1 + height(below: $0.id) }.max() ?? 0
  }
}
