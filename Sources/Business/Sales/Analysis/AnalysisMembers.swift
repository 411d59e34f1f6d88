import Kernel

/// The members of one dimension that an answer knows: their ids, names and order, by small numbers.
struct AnalysisMembers: Sendable {
  struct Member: Sendable {
    /// As a filter names it.
    let id: String
    let name: String
    /// Where it leads: `/accounts/…`.
    var href: String?
    /// Orders members that have an order of their own, such as weeks.
    var place: Int = 0
  }

  private(set) var list: [Member] = []
  private var numbers: [String: Int32] = [:]

  mutating func number(of id: String, _ make: () -> Member) -> Int32 {
    if let known = numbers[id] { return known }
    let number = Int32(list.count)
    list.append(make())
    numbers[id] = number
    return number
  }

  subscript(number: Int32) -> Member { list[Int(number)] }

  /// What stands where a record has nothing to say for the dimension.
  static func blank(_ dimension: Dimension) -> Member {
    Member(id: "-", name: "no \(dimension.label.lowercased())", place: Int.max)
  }
}

/// A cell's place in an answer: one member number for each dimension, rows before columns, then the base's category.
/// `all` stands where a total runs over the dimension.
typealias AnalysisKey = [Int32]

enum AnalysisKeys {
  static let all: Int32 = -1
  static let other: Int32 = -2

  /// Two keys that fill different places, laid over each other.
  static func joined(_ left: AnalysisKey, _ right: AnalysisKey) -> AnalysisKey {
    var key = left
    for place in key.indices where right[place] != all { key[place] = right[place] }
    return key
  }
}
