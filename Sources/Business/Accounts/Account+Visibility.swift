package import Blueprint
import Kernel
package import Storage

extension Account {
  /// The condition, on accounts called `a`, for what an actor may see. Every query about an account starts from
  /// it, so that what is not theirs looks the same as what is not there.
  package static func visible(to actor: Actor) -> SQL {
    if actor.seesEverything { return "1 = 1" }
    if actor.teams.isEmpty { return "a.reach_owner_id = \(actor.id)" }
    return "(a.reach_owner_id = \(actor.id) OR a.reach_team_id IN \(SQL.list(actor.teams)))"
  }

  /// The same for an account that is in hand already.
  package func isVisible(to actor: Actor) -> Bool {
    actor.seesEverything || reachOwner == actor.id || reachTeam.map(actor.teams.contains) == true
  }
}
