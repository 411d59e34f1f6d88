package import Kernel
package import Storage

/// One outcome that an account's health is read from, as the capability that knows it offers it.
///
/// Inputs are outcomes (sales that grew, promises kept), never boxes that were filled.
package struct HealthInput: Sendable {
  /// What one account's figure comes to, from 0 (as bad as it gets) to 100.
  package struct Reading: Sendable, Hashable {
    package let points: Int
    /// The figures behind the points: `+4.2 % against last year; -20 % is 0, +20 % is 100`.
    package let words: String
    /// Opens the evidence.
    package let evidence: String

    package init(points: Int, words: String, evidence: String) {
      self.points = min(max(points, 0), 100)
      self.words = words
      self.evidence = evidence
    }
  }

  /// Names the input in models and addresses: `growth`.
  package let name: String
  package let title: String
  /// The weight it has until a company says otherwise, in basis points of all weights together.
  package let weight: BasisPoints
  /// Readings by account id, of one account or of all at the top of what the actor may see; an account without one is
  /// unknown there, not bad. It is asked with every drawing, so it must be quick.
  package let read:
    @Sendable (_ account: String?, _ context: Context, _ db: Connection) throws -> [String: Reading]

  package init(
    _ name: String, _ title: String, weight: BasisPoints,
    read:
      @escaping @Sendable (_ account: String?, _ context: Context, _ db: Connection) throws -> [String:
      Reading]
  ) {
    self.name = name
    self.title = title
    self.weight = weight
    self.read = read
  }
}
