import Accounts
package import Kernel
package import Storage

/// What of other capabilities relies on a person: for when they leave.
extension Person {
  /// The accounts where a person is, or was last, with all below them, as a recursive table called `below`.
  package static func accountsReached(by id: ID<Person>, on day: Day) -> SQL {
    """
    below(id) AS (
      SELECT w.account_id FROM person_positions w WHERE w.person_id = \(id) AND w.first_day <= \(day)
        AND w.last_day >= (SELECT CASE WHEN MAX(v.last_day) < \(day) THEN MAX(v.last_day) ELSE \(day) END
          FROM person_positions v WHERE v.person_id = \(id) AND v.first_day <= \(day))
      UNION SELECT q.id FROM below JOIN accounts q ON q.parent_id = below.id OR q.merged_into = below.id
    )
    """
  }

  /// Whether a text speaks of them: their family name stands in it as a word.
  package func isNamed(in text: String) -> Bool {
    guard let family = SearchKey.fold(name).split(separator: " ").last else { return false }
    return SearchKey.fold(text).split { !$0.isLetter && !$0.isNumber && $0 != "-" }.contains(family)
  }
}
