import Foundation

/// An e-mail address as typed, and the key by which two spellings of one address meet.
struct Email: Equatable {
  let text: String
  let key: String

  init(_ raw: String) throws(TeamRefusal) {
    let text = raw.trimmingCharacters(in: .whitespacesAndNewlines)
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    let isPlain = text.unicodeScalars.allSatisfy {
      !$0.properties.isWhitespace && $0.properties.generalCategory != .control
    }
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), isPlain, text.count <= 254 else {
      throw .notAnEmail
    }
    self.text = text
    key = Email.key(text)
  }

  /// The key of whatever was typed, also of what is no address: throttling counts that as well.
  static func key(_ raw: String) -> String {
    raw.trimmingCharacters(in: .whitespacesAndNewlines).precomposedStringWithCompatibilityMapping.lowercased()
  }
}
