import Kernel

/// A record among which like names are looked for.
package struct NamedRecord: Sendable {
  package let name: String
  /// Only records that share a scope (a parent, a city) are compared.
  package let scopes: [String]

  package init(name: String, scopes: [String]) {
    self.name = name
    self.scopes = scopes
  }
}

/// Finds like names among many without comparing each with each.
///
/// The sorted-neighbourhood method (Hernández & Stolfo 1995): within a scope, and among names with the same
/// digits, each is compared with the few that sort next to it by its letters, and once more by its letters read
/// backwards, so that neither a typing error at the beginning nor one at the end hides a twin.
package enum LikeNames {
  package struct Pair: Hashable, Sendable {
    /// Places in the list, the smaller first.
    package let first: Int
    package let second: Int
    package let likeness: Int
  }

  /// From this similarity on, two names are worth a look.
  package static let threshold = 88
  /// How many neighbours each name is compared with.
  static let window = 4

  /// Pairs of at least `threshold`, likest first. With `onlyFrom`, at least one of the two lies at or after it.
  package static func pairs(_ records: [NamedRecord], onlyFrom start: Int = 0) -> [Pair] {
    let words = records.map { NameMatch.Words($0.name) }
    let letters = words.map { Array($0.words.joined().utf8) }
    var blocks: [String: [Int]] = [:]
    for (place, record) in records.enumerated() where !letters[place].isEmpty {
      let digits = String(decoding: letters[place].filter { (48...57).contains($0) }, as: UTF8.self)
      for scope in record.scopes { blocks["\(digits) \(scope)", default: []].append(place) }
    }
    var seen = Set<Int>(), found: [Pair] = []
    for block in blocks.values where block.count > 1 && (block.last ?? 0) >= start {
      for isBackwards in [false, true] {
        let sorted = block.sorted { before(letters[$0], letters[$1], isBackwards) ?? ($0 < $1) }
        for (offset, place) in sorted.enumerated() {
          for other in sorted[(offset + 1)...].prefix(window) where max(place, other) >= start {
            let first = min(place, other), second = max(place, other)
            guard seen.insert(first * records.count + second).inserted else { continue }
            if let likeness = likeness(words, letters, first, second) {
              found.append(Pair(first: first, second: second, likeness: likeness))
            }
          }
        }
      }
    }
    return found.sorted { ($1.likeness, $0.first, $0.second) < ($0.likeness, $1.first, $1.second) }
  }

  private static func likeness(
    _ words: [NameMatch.Words], _ letters: [[UInt8]], _ first: Int, _ second: Int
  ) -> Int? {
    // Names of very unlike length can't reach the threshold; most pairs end here.
    let short = min(letters[first].count, letters[second].count),
      long = max(letters[first].count, letters[second].count)
    guard short * 100 >= long * 70 else { return nil }
    let likeness = NameMatch.similarity(words[first], words[second])
    return likeness >= threshold ? likeness : nil
  }

  private static func before(_ left: [UInt8], _ right: [UInt8], _ isBackwards: Bool) -> Bool? {
    if left == right { return nil }
    return isBackwards
      ? left.reversed().lexicographicallyPrecedes(right.reversed()) : left.lexicographicallyPrecedes(right)
  }
}
