package import Blueprint
package import Kernel
import Storage

extension SalesTeam {
  package static func add(_ new: New, _ context: Context) async throws -> SalesTeam {
    let team = SalesTeam(
      id: .new(at: context.now), name: try tidied(name: new.name), kind: new.kind, parent: new.parent,
      version: 1)
    return try await context.write { db in
      try lockTree(db)
      try tree(db).check(team)
      try team.insert(db)
      try context.publish(wasAdded, team.id, after: team, db)
      return team
    }
  }

  /// Renames or moves a team; what stands below it comes along.
  package static func change(_ change: Change, _ context: Context) async throws -> SalesTeam {
    try await context.write { db in
      try lockTree(db)
      let old = try found(change.id, db), new = try old.changed(by: change)
      try tree(db).check(new)
      try new.save(db)
      try context.publish(wasChanged, new.id, before: old, after: new, db)
      return new
    }
  }

  /// Removes a team that nobody and nothing belongs to.
  package static func remove(_ id: ID<SalesTeam>, _ context: Context) async throws -> Done {
    try await context.write { db in
      let team = try found(id, db)
      try delete(id, db)
      try context.publish(wasRemoved, id, before: team, db)
      return Done()
    }
  }
}
