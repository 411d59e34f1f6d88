/// A template, read once: Mustache without lambdas, other delimiters and inherited blocks.
struct MarkupTemplate: Sendable {
  /// A value's name, cut at its dots; empty for the value at hand.
  typealias Path = [String]

  indirect enum Piece: Sendable {
    case text([UInt8])
    case value(Path)
    /// A value that is HTML already.
    case markup(Path)
    case section(Path, [Piece])
    case inverted(Path, [Piece])
    case part(String)
  }

  let pieces: [Piece]

  /// A template that breaks the rules: a fault of ours, told at the start.
  struct Unreadable: Error, CustomStringConvertible {
    let description: String
  }

  init(_ text: String) throws(Unreadable) {
    var reader = TemplateReader(text)
    pieces = try reader.pieces(within: nil)
  }
}
