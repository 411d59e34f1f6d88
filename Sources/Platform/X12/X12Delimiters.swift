/// The marks that an interchange chooses for itself, read from its ISA segment (ASC X12.5, section 3).
package struct X12Delimiters: Sendable, Hashable {
  package let element: UInt8
  package let component: UInt8
  package let terminator: UInt8
  /// Between repeats of an element; nil before version 00402, which had none.
  package let repetition: UInt8?

  package init(element: UInt8, component: UInt8, terminator: UInt8, repetition: UInt8? = nil) {
    self.element = element
    self.component = component
    self.terminator = terminator
    self.repetition = repetition
  }

  /// `*`, `>`, `~` and `^`: what most partners use.
  package static let usual = X12Delimiters(element: 42, component: 62, terminator: 126, repetition: 94)

  var all: [UInt8] { [element, component, terminator] + (repetition.map { [$0] } ?? []) }

  /// A mark as a message shows it: `~`, or `LF`.
  static func name(_ mark: UInt8) -> String {
    switch mark {
    case 10: "LF"
    case 13: "CR"
    case 33...126: String(UnicodeScalar(mark))
    default: "byte \(mark)"
    }
  }

  /// Whether a byte can separate anything: a letter, a digit or a blank stands in the data itself.
  static func canBe(_ mark: UInt8) -> Bool {
    switch mark {
    case 48...57, 65...90, 97...122, 32, 0, 128...255: false
    default: true
    }
  }
}
