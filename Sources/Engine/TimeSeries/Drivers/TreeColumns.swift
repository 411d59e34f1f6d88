/// What the trees may ask about: the drivers as they are, without the products that the regression needs.
struct TreeColumns: Sendable {
  private(set) var columns: [[Double]] = []
  /// What an answer is owed to; nil where it only tells items and series apart.
  private(set) var causes: [DriverCause?] = []
  /// The value of a usual week: the usual price, no promotion, no holiday.
  private(set) var usual: [Double?] = []

  init(_ terms: DriverTerms, _ matrix: DriverMatrix, _ groups: PanelGroups, season: Double) {
    for (term, column) in zip(terms.terms, terms.columns)
    where !term.isProduct && term.rival == nil && term.cause != .season {
      add(term.cause, column, usual: 0)
    }
    addRivalPrices(terms)
    for driver in matrix.kinds.indices where matrix.kinds[driver] == .price {
      add(nil, matrix.usual[driver].flatMap { [Double](repeating: $0, count: terms.span) }, usual: nil)
    }
    add(nil, groups.itemOf.flatMap { [Double](repeating: Double($0), count: terms.span) }, usual: nil)
    if terms.terms.contains(where: { $0.cause == .season }) {
      let phases = (0..<terms.span).map { Double($0).truncatingRemainder(dividingBy: season) }
      add(.season, terms.repeated(phases), usual: nil)
    }
  }

  private mutating func add(_ cause: DriverCause?, _ column: [Double], usual: Double?) {
    columns.append(column)
    causes.append(cause)
    self.usual.append(usual)
  }

  /// The lowest, the second lowest and the mean of the rivals' prices.
  private mutating func addRivalPrices(_ terms: DriverTerms) {
    let rivals = terms.terms.indices.filter { terms.terms[$0].rival != nil }
    guard rivals.count >= 3 else { return }
    var lowest = [Double](repeating: 0, count: terms.series * terms.span), second = lowest, mean = lowest
    for row in lowest.indices {
      var least = 0.0, next = 0.0, sum = 0.0
      for k in rivals {
        let value = terms.columns[k][row]
        sum += value
        if value < least { (least, next) = (value, least) } else if value < next { next = value }
      }
      (lowest[row], second[row], mean[row]) = (least, next, sum / Double(rivals.count))
    }
    for column in [lowest, second, mean] { add(.rivals, column, usual: 0) }
  }

  func row(_ place: Int) -> [Double] { columns.map { $0[place] } }
}
