import Kernel

/// How the weeks of a year differ for each category: two annual waves, and holidays.
struct Seasons: Sendable {
  struct Shape: Sendable {
    /// Height of the yearly and the half-yearly wave (in logs), and the share of the year at which they peak.
    let wave: (height: Double, peak: Double)
    let second: (height: Double, peak: Double)
    /// How a holiday's week multiplies sales; the week before takes half of it.
    let holidays: [Holiday: Double]
  }

  /// By category, in the catalogue's order.
  static let shapes = [
    Shape(
      wave: (0.38, 0.04), second: (0.06, 0.10),
      holidays: [.newYear: 1.10, .thanksgiving: 1.35, .christmas: 1.18, .easter: 1.04]),
    Shape(
      wave: (0.46, 0.54), second: (0.05, 0.30),
      holidays: [.memorialDay: 1.30, .independenceDay: 1.42, .labourDay: 1.24, .christmas: 1.08]),
    Shape(
      wave: (0.07, 0.68), second: (0.06, 0.20),
      holidays: [.newYear: 1.22, .labourDay: 1.15, .christmas: 0.86, .thanksgiving: 0.92]),
    Shape(
      wave: (0.24, 0.93), second: (0.08, 0.28),
      holidays: [.thanksgiving: 1.62, .christmas: 1.75, .easter: 1.34, .newYear: 0.82]),
    Shape(
      wave: (0.28, 0.55), second: (0.03, 0.99),
      holidays: [
        .memorialDay: 1.22, .independenceDay: 1.36, .labourDay: 1.18, .newYear: 1.28, .christmas: 1.16,
        .thanksgiving: 1.08,
      ]),
  ]

  /// Multipliers by category and week of history.
  let factors: [[Double]]

  init(_ history: DemoHistory) {
    factors = Self.shapes.map { shape in
      (0..<DemoHistory.count).map { Self.factor(shape, history.week($0)) }
    }
  }

  static func factor(_ shape: Shape, _ week: Week) -> Double {
    let middle = week.middleDay, year = middle.year
    let start = Day(year: year, month: 1, day: 1) ?? middle
    let turn = Double(middle.days(since: start)) / 365.25
    let waves =
      shape.wave.height * Curve.cosine(turns: turn - shape.wave.peak)
      + shape.second.height * Curve.cosine(turns: 2 * (turn - shape.second.peak))
    var factor = Curve.exp(waves)
    for holiday in Holiday.allCases {
      guard let peak = shape.holidays[holiday] else { continue }
      for year in [week.firstDay.year, week.firstDay.year + 1] {
        guard let day = holiday.day(in: year) else { continue }
        if week.contains(day) {
          factor *= peak
          break
        }
        if week.advanced(by: 1).contains(day) {
          factor *= (1 + peak) / 2
          break
        }
      }
    }
    return factor
  }
}
