package import Blueprint
package import Kernel

/// A person with their positions, what was said of them, and their codes: what the page and the JSON show.
package struct PersonRecord: Reply, Versioned, Located, Hashable {
  /// A position with the names that a reader needs.
  package struct Held: Codable, Hashable, Sendable {
    package let position: Position
    package let account: String
    package let boss: String?
  }

  package struct Code: Codable, Hashable, Sendable {
    package let source: String
    package let code: String
  }

  package let person: Person
  /// The name of who brought the person in.
  package let owner: String?
  package let positions: [Held]
  /// Newest first.
  package let assessments: [Assessment]
  package let codes: [Code]
  /// Merges into this person that can be undone.
  package let merges: [PersonMerge]
  /// What is held of them in the company's own fields.
  package let fields: CustomRecord

  package var version: Int { person.version }
  package var location: String { "/people/\(person.id)" }

  package struct Wanted: Codable, Sendable {
    package var id: ID<Person>
    package init(id: ID<Person>) { self.id = id }
  }
}
