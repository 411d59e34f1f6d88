/// Which year a week belongs to, by the first weeks of the company's years. Total: weeks before the first
/// known year belong to the year before it, weeks after the last to the last.
package struct CompanyYears: Sendable {
  private let firstYear: Int32
  private let firstWeeks: [Int32]

  /// The ordinals of the first weeks of `firstYear` and the years after it, ascending.
  package init(firstYear: Int32, firstWeeks: [Int32]) {
    self.firstYear = firstYear
    self.firstWeeks = firstWeeks.sorted()
  }

  package func year(of week: Int32) -> Int32 {
    span(of: week).year
  }

  /// The year of a week and the weeks around it that share the year.
  func span(of week: Int32) -> (year: Int32, weeks: ClosedRange<Int32>) {
    var low = 0, high = firstWeeks.count
    while low < high {
      let middle = (low + high) / 2
      if firstWeeks[middle] <= week { low = middle + 1 } else { high = middle }
    }
    let first = low == 0 ? Int32.min : firstWeeks[low - 1]
    let last = low == firstWeeks.count ? Int32.max : firstWeeks[low] - 1
    return (firstYear + Int32(low) - 1, first...last)
  }
}
