import Accounts
import Blueprint
import Catalog
import Kernel
import People
import Statistics

/// Everybody around the people that decide, what binds them, and who of us knows whom. Pure: it was loaded before.
struct ReferralMap {
  /// One of us, and what happened with one of theirs.
  struct Contact: Hashable, Sendable {
    let user: ID<Actor>
    let person: ID<Person>
    let strength: Strength
  }

  let day: Day
  /// The names of all who stand in the map.
  let names: [ID<Person>: String]
  let users: [ID<Actor>: String]
  let contacts: [Contact]
  let bonds: [Bond]

  private let nodes: [ID<Person>: Int]
  private let people: [ID<Person>]
  private let ours: [ID<Actor>]

  /// Of one account more people than this are not looked at: those whom we know come first.
  static let mostAtAnAccount = 120

  init(
    on day: Day, names: [ID<Person>: String], users: [ID<Actor>: String], contacts: [Contact],
    seats: [Bond.Seat],
    influences: [Bond], targets: Set<ID<Person>>
  ) {
    self.day = day
    self.names = names
    self.users = users
    self.contacts = contacts.filter {
      $0.strength.index >= Referrals.leastContact && names[$0.person] != nil && users[$0.user] != nil
    }
    bonds = ReferralMap.bonds(seats, influences, self.contacts, targets, on: day).filter {
      names[$0.first] != nil && names[$0.second] != nil
    }
    people = names.keys.sorted()
    ours = users.keys.sorted()
    nodes = Dictionary(uniqueKeysWithValues: people.enumerated().map { ($1, $0) })
  }

  /// The strongest bond of each two.
  private static func bonds(
    _ seats: [Bond.Seat], _ influences: [Bond], _ contacts: [Contact], _ targets: Set<ID<Person>>, on day: Day
  ) -> [Bond] {
    let known = Dictionary(contacts.map { ($0.person, $0.strength.index) }) { max($0, $1) }
    var best: [Set<ID<Person>>: Bond] = [:]
    func keep(_ bond: Bond) {
      let pair: Set = [bond.first, bond.second]
      if let other = best[pair], other.strength >= bond.strength { return }
      best[pair] = bond
    }
    for bond in influences { keep(bond) }
    for some in Dictionary(grouping: seats, by: \.position.account).values {
      func rank(_ seat: Bond.Seat) -> Int {
        (targets.contains(seat.position.person) ? 1_000 : 0) + (known[seat.position.person] ?? 0)
      }
      let near = some.sorted { (-rank($0), $0.position.id) < (-rank($1), $1.position.id) }.prefix(
        mostAtAnAccount)
      for (place, one) in near.enumerated() {
        for other in near.dropFirst(place + 1) {
          if let bond = Bond.between(one, other, on: day) { keep(bond) }
        }
      }
    }
    return best.values.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
  }

  private var graph: BestPaths {
    var edges = [[BestPaths.Edge]](repeating: [], count: people.count + ours.count)
    func join(_ one: Int, _ other: Int, _ strength: Double) {
      edges[one].append(.init(to: other, strength: strength))
      edges[other].append(.init(to: one, strength: strength))
    }
    for bond in bonds {
      if let one = nodes[bond.first], let other = nodes[bond.second] {
        join(one, other, Double(bond.strength.count) / 10_000)
      }
    }
    let places = Dictionary(uniqueKeysWithValues: ours.enumerated().map { ($1, $0) })
    for contact in contacts {
      if let person = nodes[contact.person], let user = places[contact.user] {
        join(person, people.count + user, Double(contact.strength.index) / 100)
      }
    }
    return BestPaths(edges)
  }

  /// The strongest ways from any of us to each of `targets`.
  func ways(to targets: [ID<Person>]) -> [ID<Person>: [Referrals.Way]] {
    let graph = graph, goals = Set(people.count..<people.count + ours.count)
    let between = Dictionary(bonds.map { (Set([$0.first, $0.second]), $0) }) { first, _ in first }
    let met = Dictionary(contacts.map { (Met(user: $0.user, person: $0.person), $0) }) { first, _ in first }
    var found: [ID<Person>: [Referrals.Way]] = [:]
    for target in targets {
      guard let start = nodes[target] else { continue }
      let paths = graph.from(start, to: goals, steps: Referrals.mostSteps, count: Referrals.mostWays)
      found[target] = paths.compactMap { path in
        let chain = path.nodes.dropLast().reversed().map { people[$0] }
        guard let last = path.nodes.last, let first = chain.first,
          let contact = met[Met(user: ours[last - people.count], person: first)]
        else { return nil }
        let steps = zip(chain, chain.dropFirst()).compactMap { pair in
          between[[pair.0, pair.1]].map { hop($0, from: pair.0, to: pair.1) }
        }
        return Referrals.Way([hop(contact)] + steps)
      }
    }
    return found
  }

  private struct Met: Hashable {
    let user: ID<Actor>
    let person: ID<Person>
  }

  private func hop(_ contact: Contact) -> Referrals.Hop {
    let it = contact.strength, count = it.parts.count
    let last = it.parts.first.map { ", the last on \(DisplayNumber.day($0.day)): \($0.subject)" } ?? ""
    return Referrals.Hop(
      kind: .contact, from: users[contact.user] ?? "", fromPerson: nil, to: names[contact.person] ?? "",
      toPerson: contact.person, strength: BasisPoints(it.index * 100),
      why: "\(count == 1 ? "one contact" : "\(count) contacts")\(last)",
      evidence: it.parts.first.map { "/interactions/\($0.interaction)" }
        ?? "/people/\(contact.person)/strength")
  }

  private func hop(_ bond: Bond, from: ID<Person>, to: ID<Person>) -> Referrals.Hop {
    Referrals.Hop(
      kind: .init(bond.kind), from: names[from] ?? "", fromPerson: from, to: names[to] ?? "", toPerson: to,
      strength: bond.strength, why: bond.words,
      evidence: bond.kind == .influence
        ? "/accounts/\(bond.account)/relationships#lines" : "/people/\(to)#positions")
  }
}

extension Referrals.Hop.Kind {
  fileprivate init(_ kind: Bond.Kind) {
    self =
      switch kind {
      case .reports: .reports
      case .reported: .reported
      case .influence: .influence
      case .colleagues: .colleagues
      case .workedTogether: .workedTogether
      }
  }
}
