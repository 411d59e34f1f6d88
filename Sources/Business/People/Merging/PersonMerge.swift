import Blueprint
package import Foundation
package import Kernel

/// Two records that turned out to be one person: what moved, so that it can be taken back exactly.
package struct PersonMerge: Codable, Sendable, Hashable, Located {
  /// What hung on the merged person before.
  package struct Moved: Codable, Sendable, Hashable {
    package var positions: [ID<Position>] = []
    package var assessments: [ID<Assessment>] = []
    package var codes: [PersonRecord.Code] = []
    /// Positions whose holders reported to the merged person.
    package var reports: [ID<Position>] = []
    /// Those who had been merged into the merged person before.
    package var merged: [ID<Person>] = []
  }

  package let id: ID<PersonMerge>
  package let kept: ID<Person>
  package let merged: ID<Person>
  package let moved: Moved
  package let actor: String
  package let mergedAt: Date
  package var undoneAt: Date?

  package var location: String { "/people/\(kept)" }

  package struct New: Codable, Sendable {
    package var kept: ID<Person>
    package var merged: ID<Person>

    package init(kept: ID<Person>, merged: ID<Person>) {
      self.kept = kept
      self.merged = merged
    }
  }

  package struct Wanted: Codable, Sendable { package var id: ID<PersonMerge> }
}
