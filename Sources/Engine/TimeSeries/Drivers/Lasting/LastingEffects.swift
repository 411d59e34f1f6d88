import Foundation

/// What a driver does to each series when it stays, each leaning on those of its item elsewhere and these on all items.
///
/// Between series and items effects differ by chance: DerSimonian and Laird, "Meta-analysis in clinical trials",
/// Controlled Clinical Trials 7 (1986), here with the spreads by expectation and maximisation.
struct LastingEffects: Sendable {
  private let groups: PanelGroups
  /// By series; nil where the driver did not vary or the series is short.
  private let told: [LastingWitness?]
  /// By how much the sites of each item are less than as many witnesses.
  private let sharing: [Double]
  /// Of the items and of all.
  private var item: [Double]
  private var itemVariance: [Double]
  private var pool: Double
  private var poolVariance = 0.0
  private var poolSpread = Self.usualSpread
  private var ownSpread = 0.02

  static let rounds = 60
  /// How far items are believed to differ before any is seen (in variance), and how many items that counts for: few
  /// items whose effects are badly known would seem not to differ at all.
  static let usualSpread = 0.25
  static let belief = 4.0

  /// `believed`: of the pool, before any series is seen.
  init(_ samples: [LastingSample], _ groups: PanelGroups, believed: Double) {
    self.groups = groups
    var told = [LastingWitness?](repeating: nil, count: groups.itemOf.count)
    for witness in LastingWitness.averaged(samples) { told[witness.one] = witness }
    self.told = told
    sharing = LastingWitness.sharing(groups.items.map { $0.compactMap { told[$0] } })
    pool = believed
    item = [Double](repeating: believed, count: groups.items.count)
    itemVariance = [Double](repeating: Self.usualSpread, count: groups.items.count)
    for _ in 0..<Self.rounds {
      learnItems()
      learnOwnSpread()
      learnPool(believed)
    }
  }

  private mutating func learnItems() {
    for place in groups.items.indices {
      var precision = 1 / poolSpread, sum = pool / poolSpread
      for witness in groups.items[place].compactMap({ told[$0] }) {
        let own = 1 / (witness.variance * sharing[place] + ownSpread)
        precision += own
        sum += own * witness.value
      }
      let lean = 1 / (poolSpread * precision)
      item[place] = sum / precision
      itemVariance[place] = 1 / precision + lean * lean * poolVariance
    }
  }

  /// How much the sites of one item differ.
  private mutating func learnOwnSpread() {
    var sum = 0.001, count = 1.0
    for witness in told.compactMap({ $0 }) {
      let place = groups.itemOf[witness.one], share = ownSpread / (ownSpread + witness.variance)
      let apart = share * (witness.value - item[place])
      sum += apart * apart + ownSpread * (1 - share) + share * share * itemVariance[place]
      count += 1
    }
    ownSpread = sum / count
  }

  /// What was believed counts as one more item.
  private mutating func learnPool(_ believed: Double) {
    let count = Double(item.count)
    pool = (item.reduce(0, +) + believed) / (count + 1)
    let sum = zip(item, itemVariance).reduce(Self.belief * Self.usualSpread) {
      $0 + ($1.0 - pool) * ($1.0 - pool) + $1.1
    }
    poolSpread = sum / (count + Self.belief)
    poolVariance = poolSpread / (count + 1)
  }

  func effect(_ one: Int) -> (value: Double, variance: Double) {
    let place = groups.itemOf[one]
    guard let witness = told[one] else { return (item[place], itemVariance[place] + ownSpread) }
    let share = ownSpread / (ownSpread + witness.variance)
    return (
      item[place] + share * (witness.value - item[place]),
      ownSpread * (1 - share) + (1 - share) * (1 - share) * itemVariance[place]
    )
  }
}
