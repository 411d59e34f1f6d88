package import Accounts
package import Catalog
package import Kernel

/// What somebody does at an account, and when: a buyer moves, and the story stays.
package struct Position: Codable, Hashable, Sendable {
  package let id: ID<Position>
  package var person: ID<Person>
  package var account: ID<Account>
  package var title: String
  package var department: String?
  /// To whom the person reports in this position.
  package var reportsTo: ID<Person>?
  package var firstDay: Day
  package var lastDay: Day

  package init(
    id: ID<Position>, person: ID<Person>, account: ID<Account>, title: String, department: String? = nil,
    reportsTo: ID<Person>? = nil, _ validity: Validity = .always
  ) {
    self.id = id
    self.person = person
    self.account = account
    self.title = title
    self.department = department
    self.reportsTo = reportsTo
    firstDay = validity.firstDay
    lastDay = validity.lastDay
  }

  package func holds(on day: Day) -> Bool { firstDay <= day && day <= lastDay }

  package var validity: Validity { Validity(firstDay, lastDay) ?? .always }

  /// The position that says where somebody is on a day: of those that hold, the one begun last.
  package static func main(of positions: [Position], on day: Day) -> Position? {
    positions.filter { $0.holds(on: day) }.max { ($0.firstDay, $0.id) < ($1.firstDay, $1.id) }
  }
}

/// Somebody reports to somebody else on some days.
package struct ReportingLine: Hashable, Sendable {
  package let person: ID<Person>
  package let boss: ID<Person>
  package let days: Validity

  package init(person: ID<Person>, boss: ID<Person>, days: Validity) {
    self.person = person
    self.boss = boss
    self.days = days
  }

  /// The first day on which a new line would close a circle with those that stand; nil where it never does.
  package static func firstCycle(adding line: ReportingLine, to lines: [ReportingLine]) -> Day? {
    if line.person == line.boss { return line.days.firstDay }
    let up = Dictionary(grouping: lines, by: \.person)
    var first: Day?
    // Each step narrows the days on which the whole chain holds, so even data that is circular already comes to an end.
    var open = [(line.boss, line.days, Set([line.person, line.boss]))]
    while let (person, days, seen) = open.popLast() {
      for next in up[person] ?? [] {
        guard let common = next.days.common(with: days) else { continue }
        if next.boss == line.person {
          first = min(first ?? common.firstDay, common.firstDay)
        } else if !seen.contains(next.boss) {
          open.append((next.boss, common, seen.union([next.boss])))
        }
      }
    }
    return first
  }
}
