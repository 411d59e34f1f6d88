/// Which share of a retailer's stores sells an item, week by week.
package struct DemoDistribution: Sendable, Codable {
  /// Stores that sell it in the end, as a share.
  package let peak: Double
  /// Share in the first week, and the week in which it begins to grow (0: a launch's first, or the start).
  package let start: Double
  package let buildWeek: Int
  /// Weeks in which the gap to the peak shrinks to 37 percent.
  package let pace: Double
  /// Weeks of history in which the first store began and stores begin to drop it.
  package let firstWeek: Int
  package let endWeek: Int?

  /// Stores drop an item over so many weeks.
  static let fading = 6

  init(_ item: DemoItem, rank: Double, _ draw: Draw) {
    peak = min(0.96, max(0.3, 0.92 - 0.5 * rank + draw.within(-0.08...0.08, 0)))
    pace = draw.within(4...12, 1)
    endWeek = item.delistWeek.map { $0 + draw.whole(0...3, 3) }
    if let launch = item.launchWeek {
      firstWeek = launch + draw.whole(0...5, 2)
      buildWeek = firstWeek
      start = 0
    } else {
      firstWeek = 0
      let grows = draw.happens(0.18, 4)
      start = grows ? peak * draw.within(0.35...0.6, 5) : peak
      buildWeek = grows ? draw.whole(25...120, 6) : 0
    }
  }

  package func share(week: Int) -> Double {
    if week < firstWeek { return 0 }
    if start == peak || week < buildWeek { return start }
    return peak - (peak - start) * Curve.exp(-Double(week - buildWeek + 1) / pace)
  }

  /// The weeks in which a store sells that comes at this place (0 up to 1) among the stores; nil: never.
  func weeks(ofStoreAt place: Double, leaving: Double) -> Range<Int>? {
    guard place < peak else { return nil }
    let end = endWeek.map { $0 + Int(leaving * Double(Self.fading)) } ?? DemoHistory.count
    guard let begin = begin(place), begin < min(end, DemoHistory.count) else { return nil }
    return begin..<min(end, DemoHistory.count)
  }

  private func begin(_ place: Double) -> Int? {
    if place < start { return firstWeek }
    // share > place  <=>  weeks since the build began > pace * ln((peak - start) / (peak - place))
    let weeks = pace * Curve.ln((peak - start) / (peak - place))
    let week = buildWeek + Int(max(0, weeks.rounded(.down)))
    return week < DemoHistory.count ? week : nil
  }
}
