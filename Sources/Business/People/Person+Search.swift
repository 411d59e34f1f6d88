import Accounts
package import Blueprint
import Kernel
package import Storage

extension Person {
  static let searchKind = "person"

  /// People in the one search: by the words of their name and address.
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

  /// Finds people by words; best first.
  package static func named(_ query: String, for actor: Actor, limit: Int, _ db: Connection) throws
    -> [Person]
  {
    let ids = try SearchEntry.best(searchKind, query, for: actor, limit: limit, db, of: Person.self)
    guard !ids.isEmpty else { return [] }
    let found = try db.all(
      "SELECT \(columns) FROM persons p WHERE p.id IN \(SQL.list(ids)) AND \(visible(to: actor)) ORDER BY p.id"
    ) { try Person($0) }
    let byID = Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
    return ids.compactMap { byID[$0] }
  }

  /// What the search knows of people: an entry for each account through which they are seen.
  static func entries(
    of persons: some Sequence<Person>, _ positions: [ID<Person>: [Position]], _ reaches: [ID<Account>: String]
  ) -> [SearchEntry] {
    persons.flatMap { person -> [SearchEntry] in
      guard person.mergedInto == nil, person.erasedAt == nil else { return [] }
      let words = SearchWords.of(person.name, person.email ?? "")
      var seen = Set<ID<Account>>()
      var entries = (positions[person.id] ?? []).filter { seen.insert($0.account).inserted }.map { position in
        SearchEntry(
          searchKind, person.id.text, account: position.account.text,
          reach: reaches[position.account] ?? Reach.marks(owner: nil, team: nil), words: words)
      }
      if person.account == nil {
        let reach = Reach.marks(owner: person.owner?.text, team: nil)
        entries.append(SearchEntry(searchKind, person.id.text, account: nil, reach: reach, words: words))
      }
      return entries
    }
  }

  /// Brings the search in step with people as they are stored.
  static func noteForSearch(_ ids: some Sequence<ID<Person>>, _ db: Connection) throws {
    let ids = Array(Set(ids))
    let positions = Dictionary(grouping: try Position.all(of: ids, db), by: \.person)
    let reaches = try Account.reaches(of: positions.values.joined().map(\.account), db)
    try SearchEntry.replace(
      of: ids.map(\.text), by: entries(of: try stored(ids, db), positions, reaches), db)
  }

  static let filling = SearchEntry.filling(searchKind, from: "persons") { ids, db in
    try noteForSearch(ids.compactMap { ID<Person>($0) }, db)
  }
}
