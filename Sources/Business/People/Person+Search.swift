import Accounts
import Blueprint
import Kernel
import Storage

extension Person {
  /// People in the one search: by the beginning of the name, the family name or the address.
  static let search = SearchSource("People", icon: "user") { query, limit, context in
    guard !query.isEmpty else { return [] }
    let (found, places): ([Person], [ID<Account>: String]) = try await context.read { db in
      let found: [Person] = try Person.named(query, for: context.actor, limit: limit, db)
      let places: [ID<Account>: String] = try Person.places(of: found, for: context.actor, db)
      return (found, places)
    }
    return found.map { person in
      let place = person.account.flatMap { places[$0] }
      let details = [place == nil ? nil : person.title.flatMap(trimmed), place]
      return SearchSource.Hit(
        title: person.name, detail: details.compactMap { $0 }.joined(separator: ", "),
        href: "/people/\(person.id)")
    }
  }
}
