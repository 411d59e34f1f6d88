import Foundation

/// The input of one call: what stood in the path, the query and the body, by name.
///
/// What came as text (path, query, form) may stand for a number or a flag; what came as JSON must be of the type.
package struct Fields: Sendable {
  package private(set) var values: [String: JSON]
  package private(set) var textual: Set<String>

  package init(json: [String: JSON] = [:]) {
    values = json
    textual = []
  }

  /// Adds values that arrived as text; an empty one counts as left out unless `keepingEmpty`.
  package mutating func add(text pairs: [(String, String)], keepingEmpty: Bool = false) {
    for (name, value) in pairs where keepingEmpty || !value.isEmpty {
      if textual.contains(name), case .text(let earlier)? = values[name] {
        values[name] = .array([.text(earlier), .text(value)])
      } else if textual.contains(name), case .array(let earlier)? = values[name] {
        values[name] = .array(earlier + [.text(value)])
      } else {
        values[name] = .text(value)
        textual.insert(name)
      }
    }
  }

  /// The text of a field as a form shows it again.
  package func text(_ name: String) -> String? {
    switch values[name] {
    case .text(let text)?: text
    case .whole(let number)?: String(number)
    case .bool(let flag)?: flag ? "true" : "false"
    case .number(let number)?: String(number)
    default: nil
    }
  }

  /// All values of a field that may stand several times, as check boxes do.
  package func texts(_ name: String) -> [String] {
    if case .array(let values)? = values[name] {
      return values.compactMap { if case .text(let text) = $0 { text } else { nil } }
    }
    return text(name).map { [$0] } ?? []
  }

  /// Decodes an input; refuses with the field at fault.
  package func decode<Input: Decodable>(_ type: Input.Type) throws -> Input {
    do {
      return try Input(from: FieldsDecoder(value: .object(nested), textual: textual, codingPath: []))
    } catch DecodingError.keyNotFound(let key, let context) {
      throw InputRefusal.missing(field: name(context.codingPath + [key]))
    } catch DecodingError.valueNotFound(_, let context) {
      throw InputRefusal.missing(field: name(context.codingPath))
    } catch DecodingError.typeMismatch(_, let context), DecodingError.dataCorrupted(let context) {
      throw InputRefusal.wrong(field: name(context.codingPath), reason: context.debugDescription)
    }
  }

  /// What a form sends as `fields.size` stands in `fields`, an object, under `size`.
  private var nested: [String: JSON] {
    guard textual.contains(where: { $0.contains(".") }) else { return values }
    var nested: [String: JSON] = [:]
    for (name, value) in values {
      guard textual.contains(name), let dot = name.firstIndex(of: ".") else {
        nested[name] = nested[name] ?? value
        continue
      }
      let outer = String(name[..<dot]), inner = String(name[name.index(after: dot)...])
      var object: [String: JSON] = [:]
      if case .object(let earlier)? = nested[outer] { object = earlier }
      object[inner] = value
      nested[outer] = .object(object)
    }
    return nested
  }

  private func name(_ path: [any CodingKey]) -> String {
    path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
  }
}
