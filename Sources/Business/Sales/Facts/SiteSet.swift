/// A set of site numbers as bits. Site numbers are handed out in sequence, so the bits are few.
package struct SiteSet: Sendable, Equatable {
  private let lowest: Int32
  private var words: [UInt64]

  package init(_ sites: some Collection<Int32>) {
    lowest = sites.min() ?? 0
    let span = sites.max().map { Int($0) - Int(sites.min() ?? 0) } ?? -1
    words = [UInt64](repeating: 0, count: (span + 64) / 64)
    for site in sites {
      let bit = Int(site) - Int(lowest)
      words[bit >> 6] |= 1 << UInt64(bit & 63)
    }
  }

  package func contains(_ site: Int32) -> Bool {
    let bit = Int(site) - Int(lowest)
    return bit >= 0 && bit >> 6 < words.count && words[bit >> 6] >> UInt64(bit & 63) & 1 == 1
  }

  package var isEmpty: Bool { words.allSatisfy { $0 == 0 } }
  package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// The sites in ascending order.
  package var sites: [Int32] {
    words.indices.flatMap { place in
      (0..<64).filter { words[place] >> UInt64($0) & 1 == 1 }.map { Int32(Int(lowest) + place * 64 + $0) }
    }
  }
}
