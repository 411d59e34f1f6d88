package import Accounts
import Activity
package import Blueprint
import Catalog
package import Kernel
import People
package import Pipeline
package import Storage

extension Referrals {
  /// Ways to the people of a deal's account.
  package static func find(deal id: ID<Deal>, _ context: Context, _ db: Connection) throws -> Referrals {
    let deal = try Deal.find(id, for: context.actor, db)
    guard let account = deal.account else {
      return Referrals(account: nil, name: deal.name, on: context.today, people: [])
    }
    return try find(account: account, context, db)
  }

  /// Ways to the people of an account and of what is below it. Nobody stands in them, and nothing counts, that the reader
  /// may not see.
  package static func find(account id: ID<Account>, _ context: Context, _ db: Connection) throws -> Referrals
  {
    let account = try Account.find(id, for: context.actor, db)
    let centre = try deciding(at: id, context, db)
    let map = try around(Set(centre.map(\.person.id)), context, db)
    let ways = map.ways(to: centre.map(\.person.id))
    return Referrals(
      account: id, name: account.name, on: context.today,
      people: centre.map { one in
        Target(
          person: one.person.id, name: one.person.name, title: one.position.title, role: one.person.role,
          power: one.person.power, ways: ways[one.person.id] ?? [])
      })
  }

  /// Those with a part in the buying, most powerful first; everybody there where nobody has one.
  private static func deciding(
    at account: ID<Account>, _ context: Context, _ db: Connection
  ) throws -> [(person: Person, position: Position, place: String)] {
    var seen = Set<ID<Person>>()
    let all = try Person.at(account, on: context.today, for: context.actor, db).filter {
      $0.person.erasedAt == nil && seen.insert($0.person.id).inserted
    }
    let buying = all.filter { $0.person.role != nil }
    func weight(_ person: Person) -> Int {
      let decides: [BuyingRole] = [.decisionMaker, .economicBuyer]
      return (person.role.map { decides.contains($0) ? 10 : 5 } ?? 0) + (person.power?.weight ?? 0)
    }
    return Array(
      (buying.isEmpty ? all : buying).sorted {
        (-weight($0.person), $0.person.name, $0.person.id) < (
          -weight($1.person), $1.person.name, $1.person.id
        )
      }.prefix(mostPeople))
  }

  /// The people within two steps of some, with what binds them and who of us knows them.
  private static func around(
    _ targets: Set<ID<Person>>, _ context: Context, _ db: Connection
  ) throws -> ReferralMap {
    var people = targets, seats: [Bond.Seat] = []
    // Once for those whom the deciders know, once for those whom these know.
    for _ in 0..<2 {
      let accounts = Set(try Bond.Seat.all("w.person_id", in: people, context, db).map(\.position.account))
      seats = try Bond.Seat.all("w.account_id", in: accounts, context, db)
      people.formUnion(seats.map(\.position.person))
    }
    let noted = try Strength.noted(
      with: people.sorted(), until: context.today, for: context.actor, db)
    var byPair: [ID<Actor>: [ID<Person>: Set<Strength.Contact>]] = [:]
    for one in noted {
      if let owner = one.owner { byPair[owner, default: [:]][one.person, default: []].insert(one.contact) }
    }
    let contacts = byPair.flatMap { owner, some in
      some.map {
        ReferralMap.Contact(user: owner, person: $0, strength: Strength(Array($1), on: context.today))
      }
    }
    let users = try db.all("SELECT id, name FROM users WHERE id IN \(SQL.list(byPair.keys))") {
      (try $0.id(0, as: Actor.self), try $0.text(1))
    }
    return ReferralMap(
      on: context.today, names: try Person.names(people, db), users: Dictionary(uniqueKeysWithValues: users),
      contacts: contacts, seats: seats, influences: try influences(among: people, context, db),
      targets: targets)
  }

  private static func influences(
    among people: Set<ID<Person>>, _ context: Context, _ db: Connection
  ) throws -> [Bond] {
    try people.sorted().chunked(by: 400).flatMap { batch in
      try Influence.all(from: batch, for: context.actor, on: context.today, db)
    }.compactMap { one, place in people.contains(one.to) ? Bond.of(one, place) : nil }
  }
}

extension Bond.Seat {
  /// More positions than this around one deal are not looked at.
  static let most = 4_000

  /// Positions of today and before, of living records, at accounts that the reader may see.
  fileprivate static func all<Subject>(
    _ column: SQL, in ids: Set<ID<Subject>>, _ context: Context, _ db: Connection
  ) throws -> [Bond.Seat] {
    var found: [Bond.Seat] = []
    for batch in ids.sorted().chunked(by: 400) where found.count < most {
      found += try db.all(
        """
        SELECT \(Position.columns), a.name FROM person_positions w JOIN accounts a ON a.id = w.account_id
        JOIN persons p ON p.id = w.person_id
        WHERE \(column) IN \(SQL.list(batch)) AND w.first_day <= \(context.today) AND p.merged_into IS NULL
          AND p.erased_at IS NULL AND \(Account.visible(to: context.actor))
        ORDER BY w.last_day DESC, w.id LIMIT \(most - found.count)
        """
      ) { Bond.Seat(position: try Position($0), place: try $0.text(Position.width)) }
    }
    return found
  }
}
