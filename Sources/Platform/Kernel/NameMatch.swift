/// Whether two names may mean the same company or product.
package enum NameMatch {
  /// 0...100; case, diacritics, punctuation, word order, spacing, a leading article and trailing legal forms
  /// do not count.
  ///
  /// The best of three views: the letters without spaces (`GTX Pro` is `GTXPro`), the words in sorted order,
  /// and the share of letters in words that have a near twin. Names whose numbers differ (`Store 12`,
  /// `Store 13`) score at most `numbersDiffer`, however alike the rest is. A name without a letter or digit
  /// matches nothing.
  package static func similarity(_ left: String, _ right: String) -> Int {
    similarity(Words(left), Words(right))
  }

  /// The same for names cut into words once, where one is compared with many.
  package static func similarity(_ left: Words, _ right: Words) -> Int {
    if left.words.isEmpty || right.words.isEmpty { return 0 }
    if left.joined == right.joined { return 100 }
    // In one order, so that ties between words fall alike whichever name was given first.
    let (left, right) = left.sorted <= right.sorted ? (left, right) : (right, left)
    let score = max(
      TextDistance.similarity(left.joined, right.joined), TextDistance.similarity(left.sorted, right.sorted),
      wordSimilarity(left.words, right.words))
    return left.numbers == right.numbers ? score : min(score, numbersDiffer)
  }

  /// The most that two names with different numbers score.
  package static let numbersDiffer = 60

  /// A name cut into the words that count.
  package struct Words: Hashable, Sendable {
    package let words: [String]
    let joined: String
    let sorted: String
    let numbers: [String]

    package init(_ name: String) {
      words = NameMatch.words(of: name)
      joined = words.joined()
      sorted = words.sorted().joined(separator: " ")
      numbers = joined.split { !($0 >= "0" && $0 <= "9") }.map(String.init).sorted()
    }
  }

  private static let legalForms: Set<String> = [
    "ab", "ag", "aps", "as", "asa", "bv", "co", "company", "corp", "corporation", "gmbh", "inc",
    "incorporated", "kg", "kgaa", "limited", "llc", "llp", "lp", "ltd", "nv", "oy", "oyj", "plc", "pty", "sa",
    "sarl", "sas", "se", "spa", "srl",
  ]

  private static func words(of name: String) -> [String] {
    var cleaned = ""
    for letter in SearchKey.fold(name) {
      // Dots and apostrophes join (`S.A.`, `Macy's`), other signs part.
      if letter == "." || letter == "'" { continue }
      if letter == "&" || letter == "+" {
        cleaned += " and "
      } else {
        cleaned.append(letter.isLetter || letter.isNumber ? letter : " ")
      }
    }
    let all = cleaned.split(separator: " ").map(String.init)
    var words = all[...]
    while words.count > 1, let last = words.last, legalForms.contains(last) || last == "and" {
      words.removeLast()
    }
    if words.count > 1, words.first == "the" { words.removeFirst() }
    return Array(words)
  }

  // Twice the letters in paired words over all letters; a pair counts by its similarity, from 75 upwards.
  private static func wordSimilarity(_ left: [String], _ right: [String]) -> Int {
    var pairs = [(score: Int, weight: Int, left: Int, right: Int)]()
    for (i, word) in left.enumerated() {
      for (j, other) in right.enumerated() {
        let score = TextDistance.similarity(word, other)
        if score >= 75 { pairs.append((score, word.count + other.count, i, j)) }
      }
    }
    // The best pairs first, whichever name was given first.
    pairs.sort { ($0.score, $0.weight) > ($1.score, $1.weight) }
    var usedLeft = Set<Int>(), usedRight = Set<Int>(), matched = 0
    for pair in pairs where !usedLeft.contains(pair.left) && !usedRight.contains(pair.right) {
      usedLeft.insert(pair.left)
      usedRight.insert(pair.right)
      matched += pair.score * pair.weight
    }
    return matched / (left + right).reduce(0) { $0 + $1.count }
  }
}
