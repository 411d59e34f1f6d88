import Kernel

/// A deal of the demo: its way from stage to stage, drawn from chances that are told as truth.
struct DemoDeal: Sendable {
  struct Step: Sendable {
    /// Place among the open stages; `DemoDeals.won` or `DemoDeals.lost` for its end.
    let stage: Int
    let on: Day
  }
  struct Push: Sendable {
    let on: Day
    let to: Day
  }

  let index: Int
  let retailer: Int
  let opened: Day
  /// In units of the currency.
  let amount: Int64
  let firstClose: Day
  /// All that happened up to the last day of the demo, oldest first.
  let steps: [Step]
  let pushes: [Push]
  /// Products groups (brands) that it is about.
  let brands: [Int]

  var stage: Int { steps[steps.count - 1].stage }
  var isOpen: Bool { stage < DemoDeals.won }
  var closed: Day? { isOpen ? nil : steps[steps.count - 1].on }
}

/// Three years of deals with the retailers.
struct DemoDeals: Sendable {
  static let won = 4
  static let lost = 5
  /// The share of deals that go on from each stage, where nothing is put off.
  static let advance = [0.62, 0.66, 0.60, 0.70]
  /// What a put-off decision leaves of it, and how many are put off in a stage.
  static let afterPush = 0.7
  static let pushed = 0.25
  /// Days in each stage, at most; half of it on average.
  static let longest = [50, 80, 110, 80]

  let company: DemoCompany
  let today: Day

  init(_ company: DemoCompany, today: Day) {
    self.company = company
    self.today = today
  }

  /// The true chance that a deal which comes into each stage is won.
  static var chances: [Double] {
    (0..<4).map { stage in
      advance[stage...].reduce(1) { $0 * $1 * (1 - pushed + pushed * afterPush) }
    }
  }

  var perWeek: Int { max(5, company.scale.facts * 6 / DemoScale.laptop.facts) }

  var all: [DemoDeal] {
    let brands = company.productGroups.indices.filter { company.productGroups[$0].level == .brand }
    return (0..<DemoHistory.count * perWeek).map { deal($0, brands) }
  }

  private func deal(_ index: Int, _ brands: [Int]) -> DemoDeal {
    let chance = company.draw.of(.deal).at(index)
    let week = company.history.week(index / perWeek)
    let opened = week.firstDay.advanced(by: chance.whole(0...4, 1))
    let size = chance.within(0...1, 2)
    let amount = Int64(15 + size * size * size * 900) * 1_000 + Int64(chance.whole(0...9, 3)) * 100
    var close = opened.advanced(by: 120 + chance.whole(0...90, 4))
    let firstClose = close
    var steps = [DemoDeal.Step(stage: 0, on: opened)], pushes: [DemoDeal.Push] = [], day = opened
    for stage in 0..<4 {
      let stay = chance.at(stage), days = stay.whole(3...Self.longest[stage], 1)
      let isPushed = stay.happens(Self.pushed, 2)
      if isPushed {
        let on = day.advanced(by: days / 2), later = close.advanced(by: stay.whole(20...75, 3))
        if on <= today { pushes.append(.init(on: on, to: later)) }
        close = later
      }
      day = day.advanced(by: days)
      guard day <= today else { break }
      let goesOn = stay.happens(Self.advance[stage] * (isPushed ? Self.afterPush : 1), 4)
      steps.append(.init(stage: goesOn ? stage + 1 : Self.lost, on: day))
      if !goesOn { break }
    }
    return DemoDeal(
      index: index, retailer: chance.whole(0...company.retailers.count - 1, 5), opened: opened,
      amount: amount,
      firstClose: firstClose, steps: steps, pushes: pushes,
      brands: (0..<chance.whole(1...3, 6)).map { brands[chance.whole(0...brands.count - 1, 7 + $0)] })
  }

  /// What the figures of the pipeline ought to find.
  var truth: [DemoTruth] {
    zip(["Lead", "Qualified", "Proposal", "Negotiation"], Self.chances).enumerated().map { place, stage in
      DemoTruth(
        kind: .dealStage,
        values: [
          ("stage", .text(stage.0)), ("place", .whole(Int64(place + 1))), ("chance", .number(stage.1)),
          ("advance", .number(Self.advance[place])), ("afterPush", .number(Self.afterPush)),
        ])
    }
  }
}
