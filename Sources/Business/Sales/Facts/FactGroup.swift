/// Sorted facts of one item and year, as the sorter hands them on: the content of one segment.
package struct FactGroup: Sendable {
  package let item: Int32
  package let year: Int32
  /// 0, or 1, 2, ... where an item's year has so many facts that it comes in parts; a site is never divided.
  package let part: Int
  package internal(set) var facts: FactColumns
  /// The line each fact came from (the first one, where facts were summed).
  package internal(set) var lines: [Int64] = []
  /// Facts refused because an earlier line had the same site, item and week.
  package internal(set) var duplicates: [Duplicate] = []

  package struct Duplicate: Equatable, Sendable {
    package let line: Int64
    /// The line that was kept.
    package let firstLine: Int64
    package let site: Int32
    package let week: Int32
  }
}

extension FactGroup {
  /// The same facts under another item.
  func of(item: Int32) -> FactGroup {
    var copy = FactGroup(item: item, year: year, part: part, facts: facts)
    copy.lines = lines
    return copy
  }
}
