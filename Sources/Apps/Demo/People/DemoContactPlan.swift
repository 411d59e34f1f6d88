import Kernel
import People

/// Who is at each customer, and how close we are: the same for the same seed.
struct DemoContactPlan: Sendable {
  /// A customer whose dealings run through one person.
  static let singleThreaded = [3, 14]
  /// Customers that nobody has spoken to for four months.
  static let silent = [7, 18]
  static let silentDays = 124
  /// A buyer who left three weeks ago, and whose successor nobody has met.
  static let leaver = (retailer: 1, post: 3, daysGone: 21)

  private(set) var contacts: [DemoContact] = []
  /// Places of each retailer's contacts.
  private(set) var byRetailer: [[Int]] = []

  init(_ company: DemoCompany) {
    let draw = company.draw.of(.contact)
    var used = Set<String>()
    for retailer in company.retailers {
      let own = draw.at(retailer.index), start = contacts.count
      let count = DemoContactRoster.count(tier: retailer.tier)
      let ranks = Self.shuffled(count, own.of(.contact))
      for place in 0..<count {
        var contact = Self.contact(
          place, of: retailer, rank: ranks[place], among: count, start: start, own.at(place), company, &used)
        if Self.leaver.retailer == retailer.index, Self.leaver.post == place {
          contact.daysGone = Self.leaver.daysGone
        }
        contacts.append(contact)
      }
      if Self.leaver.retailer == retailer.index {
        contacts.append(Self.successor(of: contacts[start + Self.leaver.post], own.at(count), &used))
      }
      byRetailer.append(Array(start..<contacts.count))
    }
  }

  private static func contact(
    _ place: Int, of retailer: DemoRetailer, rank: Int, among count: Int, start: Int, _ own: Draw,
    _ company: DemoCompany, _ used: inout Set<String>
  ) -> DemoContact {
    let post = DemoContactRoster.posts[place]
    var warmth = (Double(rank) + 0.6) / Double(count)
    if singleThreaded.contains(retailer.index) {
      warmth = place == 1 ? 1 : 0.004 + 0.004 * Double(rank) / Double(count)
    }
    let stances = Stance.allCases
    let leaning = warmth * 4 + own.within(-0.8...0.8, 4)
    return DemoContact(
      name: name(own, &used), title: post.title, department: post.department, retailer: retailer.index,
      account: company.places[retailer.index].group, role: post.role, power: post.power,
      stance: stances[min(4, max(0, Int(leaning.rounded())))],
      // Heads of departments report to the commercial chief, and they to the chief executive, where there are any.
      boss: (post.boss ?? (place == 9 ? nil : place == 6 ? (count > 9 ? 9 : nil) : count > 6 ? 6 : nil)).map {
        start + $0
      },
      warmth: warmth, daysSince: own.whole(760...2_400, 5))
  }

  private static func successor(of leaver: DemoContact, _ own: Draw, _ used: inout Set<String>) -> DemoContact
  {
    DemoContact(
      name: name(own, &used), title: leaver.title, department: leaver.department, retailer: leaver.retailer,
      account: leaver.account, role: nil, power: .medium, stance: .neutral, boss: leaver.boss, warmth: 0,
      daysSince: (leaver.daysGone ?? 1) - 1)
  }

  /// A name that nobody else has, so that stories can be told apart.
  private static func name(_ own: Draw, _ used: inout Set<String>) -> String {
    for turn in 0..<200 {
      let name =
        own.one(of: DemoContactRoster.given, 10 + turn * 2) + " "
        + own.one(of: DemoContactRoster.family, 11 + turn * 2)
      if used.insert(name).inserted { return name }
    }
    return "Contact \(used.count + 1)"
  }

  /// The numbers below `count` in an order by chance.
  static func shuffled(_ count: Int, _ draw: Draw) -> [Int] {
    var order = Array(0..<count), series = draw.series
    for place in stride(from: count - 1, to: 0, by: -1) { order.swapAt(place, series.int(in: 0...place)) }
    return order
  }

  /// What is true of each relationship, for grading what the program computes.
  var truth: [DemoTruth] {
    let threads = Self.singleThreaded.map { DemoTruth(kind: .singleThread, retailer: $0, values: []) }
    let silences = Self.silent.map { retailer in
      DemoTruth(kind: .silence, retailer: retailer, values: [("days", .whole(Int64(Self.silentDays)))])
    }
    return threads + silences
      + contacts.map { contact in
        DemoTruth(
          kind: .relationship, retailer: contact.retailer,
          values: [
            ("person", .text(contact.name)), ("title", .text(contact.title)),
            ("warmth", .number(contact.warmth)),
            ("gone", .whole(Int64(contact.daysGone ?? 0))),
          ])
      }
  }
}
