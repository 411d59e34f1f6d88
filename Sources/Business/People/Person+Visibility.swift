import Accounts
package import Blueprint
import Kernel
package import Storage

extension Person {
  /// The condition, on persons called `p`, for what an actor may see: whoever holds or held a position at an account of
  /// theirs, and those without any position whom they brought in. Every query about people starts from it, so that what
  /// is not theirs looks the same as what is not there.
  package static func visible(to actor: Actor) -> SQL {
    if actor.seesEverything { return "1 = 1" }
    return """
      (p.account_id IS NULL AND p.owner_id = \(actor.id) OR EXISTS (
        SELECT 1 FROM person_positions v JOIN accounts a ON a.id = v.account_id
        WHERE v.person_id = p.id AND \(Account.visible(to: actor))))
      """
  }

  /// The stricter one of lists, which show the account of today: on persons called `p` joined to accounts called `a`.
  static func listed(to actor: Actor) -> SQL {
    if actor.seesEverything { return "1 = 1" }
    return
      "(p.account_id IS NULL AND p.owner_id = \(actor.id) OR p.account_id IS NOT NULL AND \(Account.visible(to: actor)))"
  }
}
