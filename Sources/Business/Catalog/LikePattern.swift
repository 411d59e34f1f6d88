/// Patterns for `LIKE … ESCAPE '\'` in which what a reader typed stands for itself.
package enum LikePattern {
  package static func contains(_ text: String) -> String { "%\(escaped(text))%" }
  package static func prefix(_ text: String) -> String { "\(escaped(text))%" }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if character == "%" || character == "_" || character == "\\" { result.append("\\") }
      result.append(character)
    }
    return result
  }
}

extension Array {
  /// The elements in runs of at most `size`, for statements whose lists must stay short.
  package func chunked(by size: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
  }
}
