package import Accounts
import Blueprint
package import Kernel
package import People

/// Who of us reaches the people that decide, and through whom: the strongest ways, each hop with what it rests on.
package struct Referrals: Reply {
  /// One step of a way.
  package struct Hop: Codable, Hashable, Sendable {
    package enum Kind: String, Choice {
      /// One of us and one of theirs, by what happened between them.
      case contact
      /// Two of theirs.
      case reports, reported, influence, colleagues, workedTogether
    }

    package let kind: Kind
    package let from: String
    /// Nil for one of us.
    package let fromPerson: ID<Person>?
    package let to: String
    package let toPerson: ID<Person>
    package let strength: BasisPoints
    package let why: String
    /// Where that can be seen.
    package let evidence: String
  }

  package struct Way: Codable, Hashable, Sendable {
    package let strength: BasisPoints
    package let hops: [Hop]

    /// As strong as the product of its hops, rounded once.
    package init(_ hops: [Hop]) {
      self.hops = hops
      strength = Way.product(hops.map(\.strength))
    }

    static func product(_ strengths: [BasisPoints]) -> BasisPoints {
      guard !strengths.isEmpty else { return BasisPoints(0) }
      // At most four hops: 10^16 fits.
      let product = strengths.reduce(1) { $0 * $1.count }
      let unit = strengths.dropFirst().reduce(1) { sum, _ in sum * 10_000 }
      return BasisPoints((product + unit / 2) / unit)
    }

    package init(from decoder: any Decoder) throws {
      self.init(try decoder.container(keyedBy: Key.self).decode([Hop].self, forKey: .hops))
    }

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(strength, forKey: .strength)
      try container.encode(hops, forKey: .hops)
    }

    private enum Key: String, CodingKey { case strength, hops }
  }

  /// One of those who decide, and the ways to them, strongest first.
  package struct Target: Codable, Hashable, Sendable {
    package let person: ID<Person>
    package let name: String
    package let title: String
    package let role: BuyingRole?
    package let power: Power?
    package let ways: [Way]
  }

  /// Nil where a deal names none.
  package let account: ID<Account>?
  package let name: String
  package let on: Day
  package let people: [Target]

  static let mostPeople = 8
  static let mostWays = 3
  /// Longer ways than by two people in between are nobody's favour.
  static let mostSteps = 3

  /// The weakest contact that counts, of 100: one old mail opens no door.
  static let leastContact = 5
}
