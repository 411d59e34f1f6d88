import Foundation

/// The seasons that a file's series are forecast with.
package struct FileSeasons: Hashable, Sendable {
  package let shortest: Int
  /// Seasons beyond that one, in ascending order.
  package let longer: [Int]
  /// Given by the user: what a series is too short for is told.
  private let isNamed: Bool

  /// `named`: what the user gave; nil takes what fits the file's steps.
  package init(named: [Int]?, cadence: Cadence) {
    let all = Set(named ?? [cadence.season] + [cadence.longerSeason].compactMap { $0 }).sorted()
    (shortest, longer, isNamed) = (all.first ?? 1, Array(all.dropFirst()), named != nil)
  }

  /// `7` or `7,365`: whole numbers from 1 to 10000.
  package static func parse(_ text: String) throws(LongFileRefusal) -> [Int] {
    var found: [Int] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let number = Int(part.trimmingCharacters(in: .whitespaces)), (1...10_000).contains(number) else {
        throw .seasons(text)
      }
      found.append(number)
    }
    return found
  }

  private init(shortest: Int, isNamed: Bool) {
    (self.shortest, longer, self.isNamed) = (shortest, [], isNamed)
  }

  var alone: FileSeasons { FileSeasons(shortest: shortest, isNamed: isNamed) }

  /// Those of which a series of so many values has two cycles; all of them if they were named.
  func longer(of count: Int) -> [Int] { isNamed ? longer : longer.filter { 2 * $0 <= count } }

  /// `7`, or `7 and 365`.
  package var words: String {
    ([shortest] + longer).map(String.init).formatted(.list(type: .and).locale(Locale(identifier: "en")))
  }
}
