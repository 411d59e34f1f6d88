/// A value as a template meets it.
enum Placed {
  case nothing
  case text(String)
  case flag(Bool)
  case list([Placed])
  case record(any Named)

  static func of(_ text: String) -> Placed { .text(text) }
  static func of(_ text: String?) -> Placed { text.map(Placed.text) ?? .nothing }
  static func of(_ flag: Bool) -> Placed { .flag(flag) }
  static func of(_ number: Int) -> Placed { .text(String(number)) }
  static func of(_ words: [String]) -> Placed { .list(words.map(Placed.text)) }
  static func of(_ record: some Named) -> Placed { .record(record) }
  static func of(_ record: (some Named)?) -> Placed { record.map { .record($0) } ?? .nothing }
  static func of(_ records: [some Named]) -> Placed { .list(records.map { .record($0) }) }

  /// Whether a section of it is drawn.
  var holds: Bool {
    switch self {
    case .nothing: false
    case .flag(let flag): flag
    case .list(let items): !items.isEmpty
    case .text, .record: true
    }
  }
}

/// What answers a template by name.
protocol Named {
  /// The value of this name; nil where it is not one of its names, and the template looks further out.
  func placed(_ name: String) -> Placed?
}
