import Kernel

/// What a call says in the fields of a company's own: values by the fields' keys; null or an empty text clears.
package struct CustomInput: Schematic, Hashable, Sendable {
  package var values: [String: JSON]

  package init(_ values: [String: JSON]) { self.values = values }

  package init(from decoder: any Decoder) throws {
    guard case .object(let object) = try decoder.singleValueContainer().decode(JSON.self) else {
      throw DecodingError.typeMismatch(
        JSON.self,
        .init(codingPath: decoder.codingPath, debugDescription: "must be an object of values by key"))
    }
    values = object
  }

  package func encode(to encoder: any Encoder) throws { try values.encode(to: encoder) }

  package static var schema: Schema { .table(of: .anything) }
  package static var specimen: CustomInput { CustomInput([:]) }
}

/// A checked change of a record's own fields: what each held and is to hold. Saved in the transaction of the record.
package struct CustomChange: Sendable {
  package struct Part: Sendable, Hashable {
    package let field: CustomField
    package let before: CustomValue?
    package let after: CustomValue?
  }

  package let kind: CustomKind
  package let parts: [Part]

  package var isEmpty: Bool { parts.isEmpty }

  /// What stays as it is needs no look: a value that its list has dropped since may stay.
  init(
    _ input: CustomInput, _ kind: CustomKind, _ fields: [CustomField],
    _ stored: [ID<CustomField>: CustomValue]
  ) throws(CustomFieldRefusal) {
    let byKey = Dictionary(fields.map { ($0.key, $0) }) { first, _ in first }
    var parts: [Part] = []
    for (key, json) in input.values.sorted(by: { $0.key < $1.key }) {
      guard let field = byKey[key] else {
        throw .unknownField(key, known: fields.filter { !$0.isRetired }.map(\.key))
      }
      let before = stored[field.id]
      if let before, CustomChange.isSame(json, before, field) { continue }
      let after = try CustomValue.parse(json, field)
      guard after != before else { continue }
      guard !field.isRetired else { throw .retired(key: key, name: field.name) }
      if after == nil, field.isRequired { throw .valueMissing(key: key, name: field.name) }
      parts.append(Part(field: field, before: before, after: after))
    }
    self.kind = kind
    self.parts = parts.sorted { ($0.field.place, $0.field.key) < ($1.field.place, $1.field.key) }
  }

  private static func isSame(_ json: JSON, _ value: CustomValue, _ field: CustomField) -> Bool {
    switch json {
    case .text(let text): text == value.plain
    case .array(let items):
      .array(items.filter { $0 != .text("") }) == value.json(of: field)
    default: json == value.json(of: field)
    }
  }

  /// Refuses a new record without what it needs.
  func checkComplete(_ fields: [CustomField]) throws(CustomFieldRefusal) {
    let given = Set(parts.map(\.field.id))
    for field in fields where field.isRequired && !field.isRetired && !given.contains(field.id) {
      throw .valueMissing(key: field.key, name: field.name)
    }
  }

  /// Puts the change beside what the audit trail keeps of the record's other fields.
  package func note(in changes: inout (before: [String: String], after: [String: String])) {
    for part in parts {
      let name = "fields.\(part.field.key)"
      changes.before[name] = kind.isPersonal ? "" : part.before?.plain ?? ""
      changes.after[name] = kind.isPersonal ? "(personal data)" : part.after?.plain ?? ""
    }
  }
}
