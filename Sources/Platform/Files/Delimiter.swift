/// What parts the fields of a row.
package enum Delimiter: UInt8, Sendable, CaseIterable {
  case comma = 44
  case semicolon = 59
  case tab = 9
  case pipe = 124

  /// The likeliest separator of a file that begins with these bytes; a comma where nothing tells.
  ///
  /// The one that parts most of the first lines into equally many fields wins (a title may precede them);
  /// ties go to the one that occurs more.
  static func sniffed(in head: UnsafeRawBufferPointer, lines maximum: Int = 20) -> Delimiter {
    var best = Delimiter.comma
    var bestScore = 0
    for candidate in allCases {
      let counts = perLine(candidate.rawValue, head, maximum)
      var agreeing: [Int: Int] = [:]
      for count in counts where count > 0 { agreeing[count, default: 0] += 1 }
      let score = agreeing.map { $0.value * 1_000_000 / counts.count + $0.key }.max() ?? 0
      if score > bestScore { (best, bestScore) = (candidate, score) }
    }
    return best
  }

  /// How often `byte` stands outside quotation marks on each of the first lines that are whole.
  private static func perLine(_ byte: UInt8, _ head: UnsafeRawBufferPointer, _ maximum: Int) -> [Int] {
    var counts: [Int] = []
    var count = 0, length = 0
    var isQuoted = false
    for current in head {
      if current == 34 { isQuoted.toggle() }
      if !isQuoted, current == 10 || current == 13 {
        if length > 0 { counts.append(count) }
        if counts.count == maximum { return counts }
        (count, length) = (0, 0)
        continue
      }
      length += 1
      if !isQuoted, current == byte { count += 1 }
    }
    // The tail may be cut anywhere; it counts only where there is nothing else.
    if counts.isEmpty { counts.append(count) }
    return counts
  }
}
