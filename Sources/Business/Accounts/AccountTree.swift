import Catalog
package import Kernel

/// All accounts and where they hung when, to add up facts by day as the tree was then or as it is on one day.
package struct AccountTree: Sendable {
  /// What the tree needs to know of an account.
  package struct Node: Hashable, Sendable {
    package let id: ID<Account>
    package let number: Int64
    package let mergedInto: ID<Account>?

    package init(id: ID<Account>, number: Int64, mergedInto: ID<Account>? = nil) {
      self.id = id
      self.number = number
      self.mergedInto = mergedInto
    }
  }

  /// By which tree old facts are added up.
  package enum Mode: Hashable, Sendable {
    /// As the tree was on the day of each fact: last year's figures stay what they were.
    case asWas
    /// As the tree is on one day, today most often: last year is restated.
    case asIs(Day)
  }

  package let nodes: [Node]
  let places: [ID<Account>: Int32]
  let placesByNumber: [Int64: Int32]
  /// The links of each node, by first day.
  let links: [[(parent: Int32, validity: Validity)]]

  /// A merged account counts as part of the one it was merged into, on every day, whatever its links say.
  package init(nodes: [Node], links: [ParentLink]) {
    self.nodes = nodes
    let places = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1.id, Int32($0)) })
    var linked = [[(parent: Int32, validity: Validity)]](repeating: [], count: nodes.count)
    for link in links {
      guard let child = places[link.account], let parent = places[link.parent],
        let validity = Validity(link.firstDay, link.lastDay), nodes[Int(child)].mergedInto == nil
      else { continue }
      linked[Int(child)].append((parent, validity))
    }
    for (place, node) in nodes.enumerated() {
      if let kept = node.mergedInto.flatMap({ places[$0] }) { linked[place] = [(kept, .always)] }
      linked[place].sort { $0.validity.firstDay < $1.validity.firstDay }
    }
    self.places = places
    placesByNumber = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1.number, Int32($0)) })
    self.links = linked
  }

  package func parent(of id: ID<Account>, on day: Day) -> ID<Account>? {
    places[id].flatMap { parent(at: Int($0), on: day) }.map { nodes[Int($0)].id }
  }

  /// From the parent up to the top, as it was on a day.
  package func ancestors(of id: ID<Account>, on day: Day) -> [ID<Account>] {
    var found: [ID<Account>] = [], next = places[id].flatMap { parent(at: Int($0), on: day) }
    while let place = next, found.count < nodes.count {
      found.append(nodes[Int(place)].id)
      next = parent(at: Int(place), on: day)
    }
    return found
  }

  package func children(of id: ID<Account>, on day: Day) -> [ID<Account>] {
    guard let parent = places[id] else { return [] }
    return nodes.indices.filter { self.parent(at: $0, on: day) == parent }.map { nodes[$0].id }
  }

  /// All below on a day, parents before children; the account itself is not among them.
  package func descendants(of id: ID<Account>, on day: Day) -> [ID<Account>] {
    guard let top = places[id] else { return [] }
    var below = [[Int32]](repeating: [], count: nodes.count)
    for place in nodes.indices {
      if let parent = parent(at: place, on: day) { below[Int(parent)].append(Int32(place)) }
    }
    var order = below[Int(top)], next = 0
    while next < order.count {
      order.append(contentsOf: below[Int(order[next])])
      next += 1
    }
    return order.map { nodes[Int($0)].id }
  }

  /// The number of each account's parent on a day; roots are not in it.
  package func parentNumbers(on day: Day) -> [Int64: Int64] {
    var found: [Int64: Int64] = [:]
    for place in nodes.indices {
      if let parent = parent(at: place, on: day) { found[nodes[place].number] = nodes[Int(parent)].number }
    }
    return found
  }

  func parent(at place: Int, on day: Day) -> Int32? {
    links[place].last { $0.validity.contains(day) }?.parent
  }
}
