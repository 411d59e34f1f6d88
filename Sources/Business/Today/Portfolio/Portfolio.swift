import Blueprint
import Categories
import Kernel
import Sales
import Statistics

/// All accounts at the top of what a reader sees, beside each other: how large, how strong we are there, how healthy,
/// what is to be done.
struct Portfolio: Reply {
  /// A third of the accounts, or of the strength.
  enum Third: String, Choice { case low, middle, high }

  struct Line: Reply, Hashable {
    let account: String
    let name: String
    let current: SalesFigures
    let lastYear: SalesFigures
    /// Of the portfolio's value.
    let share: BasisPoints?
    /// What the account sells of our categories, all makers, and its change against last year; nil where not known.
    let market: Int64?
    let marketGrowth: BasisPoints?
    /// Our sales against what our shares elsewhere would bring, in hundredths; 10000 is fair.
    let strength: Int64?
    let attractiveness: Third?
    let strengthThird: Third?
    /// In tenths of a point.
    let health: Int?
    let steps: Int
    let worth: Money?
  }

  let period: SalesPeriod
  let lens: SalesLens?
  /// The largest first.
  let lines: [Line]
  let whole: SalesFigures
  let lastYear: SalesFigures
  let concentration: Shares?

  /// How far the portfolio hangs on few accounts.
  struct Shares: Reply, Hashable {
    /// Sum of squared shares, in ten-thousandths: 10,000 for a single account.
    let index: Int
    let top: BasisPoints
    let topFive: BasisPoints
    /// How many of the largest bring four fifths of the value.
    let forFourFifths: Int
  }
}

extension Portfolio {
  init(
    _ sales: TopFigures, _ standings: [String: CategoryStanding], _ health: [String: HealthScore],
    _ queue: StepQueue
  ) {
    let known = sales.lines.compactMap { standings[$0.id] }
    let ranks = Self.thirds(known)
    let steps = Dictionary(grouping: queue.lines, by: \.account)
    let lines = sales.lines.map { one in
      let standing = standings[one.id], mine = steps[one.id] ?? []
      return Line(
        account: one.id, name: one.name, current: one.current, lastYear: one.lastYear,
        share: BasisPoints(one.current.value, of: sales.current.value), market: standing?.category,
        marketGrowth: standing.flatMap {
          BasisPoints($0.category - $0.categoryBefore, of: $0.categoryBefore)
        },
        strength: standing?.index, attractiveness: ranks[one.id],
        strengthThird: standing?.index.map { $0 < 9_000 ? .low : $0 > 11_000 ? .high : .middle },
        health: health[one.id]?.score, steps: mine.count,
        worth: mine.first.map { first in
          Money(
            minor: mine.filter { $0.worth.currency == first.worth.currency }.reduce(0) {
              $0 + $1.worth.minor
            },
            currency: first.worth.currency)
        })
    }
    self.init(
      period: sales.period, lens: sales.lens, lines: lines, whole: sales.current, lastYear: sales.lastYear,
      concentration: Shares(sales.lines.map(\.current.value)))
  }

  /// Accounts by how much of our categories they sell: a third of them each.
  private static func thirds(_ standings: [CategoryStanding]) -> [String: Third] {
    let ordered = standings.sorted { ($0.category, $0.account) < ($1.category, $1.account) }
    return Dictionary(
      uniqueKeysWithValues: ordered.enumerated().map { place, one in
        (one.account, Third.allCases[place * 3 / max(1, ordered.count)])
      })
  }
}

extension Portfolio.Shares {
  init?(_ values: [Int64]) {
    guard let found = Concentration(values) else { return nil }
    func points(_ share: Double) -> Int { Int((share * 10_000).rounded()) }
    self.init(
      index: points(found.index), top: BasisPoints(points(found.topShare)),
      topFive: BasisPoints(points(found.topFiveShare)), forFourFifths: found.partsForFourFifths)
  }
}
