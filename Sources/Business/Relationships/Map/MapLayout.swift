package import Kernel
package import People

/// Where boxes stand on the map of an account: the org chart from the top down, each above those who report to them.
/// Pure, and fast enough for hundreds of people.
package struct MapLayout: Sendable {
  package struct Box: Sendable, Hashable {
    package let person: ID<Person>
    package var x: Int
    package var y: Int
  }

  package static let width = 180
  package static let height = 64
  static let gapX = 20
  static let gapY = 56
  static let margin = 12
  /// So many leaves without anybody below them stand in a row; the rest goes below.
  static let rowLength = 6

  package private(set) var boxes: [Box] = []
  package private(set) var size = (width: 0, height: 0)

  /// `people` in the order in which they shall stand; `bosses` by person. Circles, which data of others may hold, are cut
  /// where they close.
  package init(_ people: [ID<Person>], bosses: [ID<Person>: ID<Person>], places: [ID<Person>: MapPlace]) {
    let known = Set(people)
    var children: [ID<Person>: [ID<Person>]] = [:], roots: [ID<Person>] = []
    for person in people {
      if let boss = bosses[person], known.contains(boss), !MapLayout.isCircle(person, bosses) {
        children[boss, default: []].append(person)
      } else {
        roots.append(person)
      }
    }
    var x = MapLayout.margin
    // Whole charts first, people whom no line holds behind them in rows.
    let single = roots.filter { children[$0] == nil }
    for root in roots where children[root] != nil {
      x = place(root, children, depth: 0, from: x) + MapLayout.gapX * 2
    }
    placeRows(single, from: x)
    for index in boxes.indices {
      guard let own = places[boxes[index].person] else { continue }
      (boxes[index].x, boxes[index].y) = (own.x, own.y)
    }
    size = (
      (boxes.map(\.x).max() ?? 0) + MapLayout.width + MapLayout.margin,
      (boxes.map(\.y).max() ?? 0) + MapLayout.height + MapLayout.margin
    )
  }

  /// Whether the way up from somebody comes back to them.
  private static func isCircle(_ person: ID<Person>, _ bosses: [ID<Person>: ID<Person>]) -> Bool {
    var place = bosses[person], seen: Set<ID<Person>> = []
    while let one = place {
      if one == person { return true }
      guard seen.insert(one).inserted else { return false }
      place = bosses[one]
    }
    return false
  }

  /// Places somebody and all below them; answers where the next may stand.
  private mutating func place(
    _ person: ID<Person>, _ children: [ID<Person>: [ID<Person>]], depth: Int, from start: Int
  ) -> Int {
    let below = children[person] ?? [], y = MapLayout.margin + depth * (MapLayout.height + MapLayout.gapY)
    guard !below.isEmpty else {
      boxes.append(Box(person: person, x: start, y: y))
      return start + MapLayout.width + MapLayout.gapX
    }
    var x = start, centres: [Int] = []
    for child in below {
      x = place(child, children, depth: depth + 1, from: x)
      if let box = boxes.last(where: { $0.person == child }) { centres.append(box.x) }
    }
    let middle = ((centres.first ?? start) + (centres.last ?? start)) / 2
    boxes.append(Box(person: person, x: middle, y: y))
    return max(x, middle + MapLayout.width + MapLayout.gapX)
  }

  private mutating func placeRows(_ people: [ID<Person>], from start: Int) {
    for (index, person) in people.enumerated() {
      boxes.append(
        Box(
          person: person, x: start + index % MapLayout.rowLength * (MapLayout.width + MapLayout.gapX),
          y: MapLayout.margin + index / MapLayout.rowLength * (MapLayout.height + MapLayout.gapY / 2)))
    }
  }
}
