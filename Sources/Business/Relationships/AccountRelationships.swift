package import Accounts
import Activity
package import Blueprint
import Catalog
package import Kernel
package import People
package import Storage

/// Who matters at an account on a day, how close we are to each, what is missing, and what hangs on whom.
package struct AccountRelationships: Reply, Hashable {
  package struct Line: Codable, Hashable, Sendable {
    package let id: ID<Person>
    package let name: String
    package let title: String
    package let place: String
    package let position: ID<Position>
    package let role: BuyingRole?
    package let power: Power?
    package let stance: Stance?
    package let reportsTo: ID<Person>?
    /// 0...100, and what it rests on.
    package let strength: Int
    package let word: String
    package let confidence: Strength.Confidence
    package let contacts: Int
    package let last: Day?
    /// What people of ours hold it to be; none is the computed one.
    package let opinions: [Opinion]
  }

  package struct Opinion: Codable, Hashable, Sendable {
    package let who: String
    package let strength: Int
    package let evidence: String
    package let on: Day
  }

  package let account: ID<Account>
  package let name: String
  package let tier: String?
  package let on: Day
  package let people: [Line]
  package let coverage: Coverage
  /// -100...100; nil where nobody was judged.
  package let support: Int?
  package let thread: SingleThread?
  package let influences: [Influence]
  package let places: [MapPlace]
  package let pairs: [ExecutivePair.Line]

  package struct Wanted: Codable, Sendable {
    package var id: ID<Account>
    package var on: Day?

    package init(id: ID<Account>, on: Day? = nil) {
      self.id = id
      self.on = on
    }
  }

  package static func find(_ wanted: Wanted, _ context: Context, _ db: Connection) throws
    -> AccountRelationships
  {
    let account = try Account.find(wanted.id, for: context.actor, db), day = wanted.on ?? context.today
    let here = try Person.at(account.id, on: day, for: context.actor, db)
    var seen = Set<ID<Person>>()
    let people = here.filter { seen.insert($0.person.id).inserted }
    let ids = people.map(\.person.id)
    let contacts = try Strength.contacts(of: ids, until: day, for: context.actor, db)
    let said = Dictionary(grouping: try Assessment.all(of: ids, db), by: \.person)
    let lines = people.map { one in
      line(
        one, contacts[one.person.id] ?? [], said[one.person.id] ?? [], on: day, isToday: day == context.today)
    }
    return AccountRelationships(
      account: account.id, name: account.name, tier: account.tier, on: day,
      people: lines.sorted { (-weight($0), $0.name, $0.id) < (-weight($1), $1.name, $1.id) },
      coverage: Coverage(
        required: try RequiredRoles.of(tier: account.tier, db), held: lines.compactMap(\.role)),
      support: Coverage.support(
        lines.compactMap { one in one.power.flatMap { power in one.stance.map { (power, $0) } } }),
      thread: try SingleThread.of(account.id, until: day, for: context.actor, db),
      influences: try Influence.all(of: account.id, on: day, among: seen, db),
      places: try MapPlace.all(of: account.id, db),
      pairs: try ExecutivePair.lines(of: account.id, until: day, for: context.actor, db))
  }

  private static func line(
    _ one: (person: Person, position: Position, place: String), _ contacts: [Strength.Contact],
    _ said: [Assessment],
    on day: Day, isToday: Bool
  ) -> Line {
    let strength = Strength(contacts, on: day)
    let then = Assessment.standing(said, on: day)
    // Roles may come with an import and without an opinion: today the person's own holds.
    let person = one.person
    return Line(
      id: person.id, name: person.name, title: one.position.title, place: one.place,
      position: one.position.id,
      role: isToday ? person.role : then.role ?? person.role, power: isToday ? person.power : then.power,
      stance: isToday ? person.stance : then.stance, reportsTo: one.position.reportsTo,
      strength: strength.index,
      word: strength.word, confidence: strength.confidence, contacts: strength.parts.count,
      last: strength.last,
      opinions: Assessment.opinions(said, on: day).map {
        Opinion(who: $0.actorName, strength: $0.strength ?? 0, evidence: $0.evidence, on: $0.saidOn)
      })
  }

  /// What puts somebody in front: power first, then a part in the buying, then how close we are.
  private static func weight(_ line: Line) -> Int {
    (line.power?.weight ?? 0) * 1_000 + (line.role == nil ? 0 : 500) + line.strength
  }
}
