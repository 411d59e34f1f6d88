import Kernel

/// Industries that a file spells one letter off. Such a word is taken as the one that was meant, and the import says so:
/// two spellings would part what belongs together in every list and chance.
struct IndustrySpelling {
  /// What company directories call them.
  static let common = [
    "advertising", "aerospace", "agriculture", "automotive", "banking", "beverages", "biotechnology",
    "chemicals",
    "construction", "consulting", "consumer goods", "education", "electronics", "employment", "energy",
    "engineering",
    "entertainment", "fashion", "finance", "food service", "government", "grocery", "healthcare",
    "hospitality",
    "insurance", "logistics", "manufacturing", "marketing", "media", "medical", "mining", "pharmaceuticals",
    "real estate",
    "recreation", "retail", "services", "shipping", "software", "technology", "telecommunications",
    "transportation",
    "travel", "utilities", "wholesale",
  ]
  /// Shorter words lie too near each other: `mining` and `dining` are two.
  static let shortest = 7

  /// As it was meant, by folded word.
  private let known: [String: String]

  /// `used` are the words that accounts have already: they are right as they are.
  init(used: some Sequence<String>) {
    var known = Dictionary(uniqueKeysWithValues: Self.common.map { ($0, $0) })
    for word in used { known[SearchKey.fold(word)] = word }
    self.known = known
  }

  /// The word that was meant; nil where it stands as it is, or could be several.
  func meant(_ word: String) -> String? {
    let key = SearchKey.fold(word)
    guard key.count >= Self.shortest, known[key] == nil else { return nil }
    let near = known.keys.filter { other in
      other.count >= Self.shortest && other.first == key.first && abs(other.count - key.count) <= 1
        && TextDistance.edits(other, key) == 1
    }
    guard near.count == 1, let found = near.first, let meant = known[found] else { return nil }
    return word.first?.isUppercase == true ? meant.prefix(1).uppercased() + meant.dropFirst() : meant
  }
}
