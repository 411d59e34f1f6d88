import Catalog
package import Kernel

extension AccountTree {
  /// One figure of one account on one day; for a week, its last day.
  package struct Fact: Hashable, Sendable {
    package let number: Int64
    package let day: Day
    package let value: Int64

    package init(number: Int64, day: Day, value: Int64) {
      self.number = number
      self.day = day
      self.value = value
    }
  }

  /// Sums by account number. Every account is the exact sum of its children and of what was booked on itself.
  package struct RollUp: Hashable, Sendable {
    package let sums: [Int64: Int64]
    /// Over the accounts at the top.
    package let total: Int64
    /// Booked on numbers that no account has; part of no sum.
    package let unknown: Int64

    package subscript(number: Int64) -> Int64 { sums[number] ?? 0 }
  }

  /// Adds facts up the tree.
  package func rollUp(_ facts: some Sequence<Fact>, _ mode: Mode) -> RollUp {
    let marks = breaks
    var byEpoch: [Int: [Int64]] = [:], unknown: Int64 = 0
    for fact in facts {
      guard let place = placesByNumber[fact.number] else {
        unknown += fact.value
        continue
      }
      let day = if case .asIs(let day) = mode { day } else { fact.day }
      byEpoch[epoch(of: day, marks), default: [Int64](repeating: 0, count: nodes.count)][Int(place)] +=
        fact.value
    }
    var sums = [Int64](repeating: 0, count: nodes.count), total: Int64 = 0
    for (epoch, own) in byEpoch {
      // Before the first break any day will do: nothing changes there.
      let day = epoch == 0 ? (marks.first?.advanced(by: -1) ?? Day(ordinal: 0)) : marks[epoch - 1]
      total += add(own, on: day, to: &sums)
    }
    return RollUp(
      sums: Dictionary(uniqueKeysWithValues: zip(nodes.map(\.number), sums)), total: total, unknown: unknown)
  }

  /// The days on which any link begins, or has just ended, in order: between two of them the tree stands still.
  package var breaks: [Day] {
    var days = Set<Day>()
    for link in links.joined() {
      days.insert(link.validity.firstDay)
      days.insert(link.validity.lastDay.advanced(by: 1))
    }
    return days.sorted()
  }

  // How many breaks lie at or before the day.
  private func epoch(of day: Day, _ marks: [Day]) -> Int {
    var low = 0, high = marks.count
    while low < high {
      let middle = (low + high) / 2
      if marks[middle] <= day { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Adds one epoch's own figures bottom up; answers the sum over the roots.
  private func add(_ own: [Int64], on day: Day, to sums: inout [Int64]) -> Int64 {
    let parents = nodes.indices.map { parent(at: $0, on: day) }
    var waiting = [Int32](repeating: 0, count: nodes.count)
    for parent in parents { if let parent { waiting[Int(parent)] += 1 } }
    var ready = nodes.indices.filter { waiting[$0] == 0 }, values = own, total: Int64 = 0
    while let place = ready.popLast() {
      sums[place] += values[place]
      guard let parent = parents[place].map(Int.init) else {
        total += values[place]
        continue
      }
      values[parent] += values[place]
      waiting[parent] -= 1
      if waiting[parent] == 0 { ready.append(parent) }
    }
    return total
  }
}
