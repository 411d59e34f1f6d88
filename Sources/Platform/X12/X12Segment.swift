/// One segment: its tag, its elements, and where it stands.
package struct X12Segment: Sendable, Equatable {
  /// `LIN`, `N1`; always as the file writes it.
  package let tag: String
  /// All elements behind the tag, as written. Positions in messages and in the subscript count from 1.
  package let elements: [String]
  /// The segment's number in the file, from 1.
  package let number: Int
  /// The segment's number in its transaction set, where ST is 1; 0 outside of one.
  package internal(set) var position = 0
  /// The mark between components of one element.
  package let component: UInt8

  package init(
    _ tag: String, _ elements: [String], number: Int = 0, component: UInt8 = X12Delimiters.usual.component
  ) {
    self.tag = tag
    self.elements = elements
    self.number = number
    self.component = component
  }

  /// The element at `place` from 1 without blanks at its ends; empty where the segment ends before it.
  package subscript(place: Int) -> String {
    place >= 1 && place <= elements.count ? Self.trimmed(elements[place - 1]) : ""
  }

  /// A component, from 1, of the element at `place`.
  package subscript(place: Int, part: Int) -> String {
    let parts = self[place].utf8.split(separator: component, omittingEmptySubsequences: false)
    return part >= 1 && part <= parts.count ? Self.trimmed(String(Substring(parts[part - 1]))) : ""
  }

  /// Blanks, tabs and no-break blanks go: senders that "repair" ISA's fixed widths leave any of them.
  static func trimmed(_ text: String) -> String {
    func isBlank(_ character: Character) -> Bool {
      character == " " || character == "\t" || character == "\u{a0}"
    }
    guard let first = text.first, let last = text.last, isBlank(first) || isBlank(last) else { return text }
    var rest = Substring(text)
    while let first = rest.first, isBlank(first) { rest.removeFirst() }
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    return String(rest)
  }
}
