import People
import Activity
import Kernel

/// Two years of contact, drawn from how close we truly are: who is closer is spoken to more often, and answers more.
struct DemoTouchPlan: Sendable {
  static let days = 728

  let touches: [DemoTouch]
  /// Place of the retailer of each touch's first contact.
  private let plan: DemoContactPlan

  init(_ company: DemoCompany, _ plan: DemoContactPlan) {
    self.plan = plan
    let draw = company.draw.of(.contact).of(.event)
    var touches: [DemoTouch] = []
    for (place, contact) in plan.contacts.enumerated() where contact.warmth > 0 {
      touches += Self.touches(place, contact, plan, draw.at(place))
    }
    for retailer in company.retailers {
      touches += Self.notes(retailer.index, plan, draw.of(.code).at(retailer.index))
    }
    self.touches = touches.sorted {
      ($1.daysAgo, $0.minute, $0.contacts[0]) < ($0.daysAgo, $1.minute, $1.contacts[0])
    }
  }

  /// How often in two years somebody of this warmth is spoken to.
  static func count(warmth: Double) -> Int { Int((2 + 52 * warmth).rounded()) }

  private static func touches(
    _ place: Int, _ contact: DemoContact, _ plan: DemoContactPlan, _ own: Draw
  ) -> [DemoTouch] {
    let count = count(warmth: contact.warmth)
    // With a silent customer everything ended four months ago; with a leaver, when they left.
    let last =
      DemoContactPlan.silent.contains(contact.retailer) ? DemoContactPlan.silentDays : contact.daysGone ?? 1
    let span = Double(days - last)
    return (0..<count).map { turn in
      let draw = own.at(turn)
      let kind = DemoTalk.kinds[(turn + place) % DemoTalk.kinds.count]
      // They begin the more often the closer we are; spread evenly, not by chance, so that the order is the planted one.
      let share = 0.1 + 0.45 * contact.warmth
      let isTheirs = Int(Double(turn + 1) * share) > Int(Double(turn) * share)
      let isMutual = kind == .meeting || kind == .visit
      let topic = draw.one(of: DemoTalk.topics, 1)
      let daysAgo = last + Int((Double(turn) + draw.within(0.15...0.85, 2)) * span / Double(count))
      return DemoTouch(
        kind: kind, direction: isMutual ? .both : isTheirs ? .theirs : .ours, daysAgo: daysAgo,
        minute: draw.whole(480...1_050, 3), contacts: [place] + companions(kind, place, contact, plan, draw),
        byDirector: contact.power == .decisive && draw.happens(0.5, 4),
        subject: DemoTalk.subject(kind, topic),
        body: draw.one(of: DemoTalk.endings, 5))
    }
  }

  /// In one meeting of six somebody comes along whom we know better.
  private static func companions(
    _ kind: Interaction.Kind, _ place: Int, _ contact: DemoContact, _ plan: DemoContactPlan, _ draw: Draw
  ) -> [Int] {
    guard kind == .meeting, draw.happens(0.17, 6), !DemoContactPlan.singleThreaded.contains(contact.retailer)
    else {
      return []
    }
    let closer = plan.byRetailer[contact.retailer].filter {
      plan.contacts[$0].warmth > contact.warmth && plan.contacts[$0].daysGone == nil
    }
    return closer.isEmpty ? [] : [draw.one(of: closer, 7)]
  }

  /// A note every two months, which is no contact.
  private static func notes(_ retailer: Int, _ plan: DemoContactPlan, _ own: Draw) -> [DemoTouch] {
    guard let first = plan.byRetailer[retailer].first else { return [] }
    return (0..<12).map { turn in
      let draw = own.at(turn), topic = draw.one(of: DemoTalk.topics, 1)
      return DemoTouch(
        kind: .note, direction: .ours, daysAgo: turn * 60 + draw.whole(1...50, 2), minute: 600,
        contacts: [first],
        byDirector: false, subject: DemoTalk.subject(.note, topic), body: draw.one(of: DemoTalk.endings, 3))
    }
  }
}
