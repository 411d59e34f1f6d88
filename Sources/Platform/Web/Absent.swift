import Mustache

/// Stands for a value that is not there: drawn as nothing, false as a section, and not looked for further out.
struct Absent: MustacheCustomRenderable {
  var renderText: String { "" }
  var isNull: Bool { true }

  /// The value, or its absence.
  static func or(_ value: (some Any)?) -> Any { value.map { $0 as Any } ?? Absent() }
}
