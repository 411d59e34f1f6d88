import Blueprint
import Kernel

extension Person {
  /// A field that people change.
  struct Field: Sendable {
    let name: String
    let text: @Sendable (Person) -> String
    /// Personal data: the audit trail says that it changed, never what it was, so that erasing takes it out everywhere.
    var isPersonal = false
  }

  static let editable: [Field] = [
    Field(name: "name", text: { $0.name }, isPersonal: true),
    Field(name: "email", text: { $0.email ?? "" }, isPersonal: true),
    Field(name: "phone", text: { $0.phone ?? "" }, isPersonal: true),
    Field(name: "note", text: { $0.note }, isPersonal: true),
    Field(name: "owner") { $0.owner?.text ?? "" },
    Field(name: "purpose") { $0.purpose },
    Field(name: "keepUntil") { $0.keepUntil.description },
  ]

  /// The fields in which two versions differ, as the audit trail may keep them.
  static func differences(_ old: Person, _ new: Person) -> (before: [String: String], after: [String: String])
  {
    var before: [String: String] = [:], after: [String: String] = [:]
    for field in editable {
      let was = field.text(old), becomes = field.text(new)
      guard was != becomes else { continue }
      before[field.name] = field.isPersonal ? "" : was
      after[field.name] = field.isPersonal ? "(personal data)" : becomes
    }
    return (before, after)
  }

  /// What it holds now in the fields that somebody wanted to change.
  func words(for wanted: Person) -> String {
    let fields = Person.editable.filter { $0.text(self) != $0.text(wanted) }
    if fields.isEmpty { return "they hold what you wanted already" }
    return fields.map { field in
      let text = field.text(self)
      return text.isEmpty ? "\(field.name) is empty" : "\(field.name) is “\(text)”"
    }.joined(separator: ", ")
  }

  static let longest = 200
  static let longestNote = 20_000

  /// The same person with blanks trimmed and the words checked.
  func checked() throws(PersonRefusal) -> Person {
    var new = self
    new.name = Person.trimmed(name) ?? ""
    guard !new.name.isEmpty else { throw .nameMissing }
    new.email = Person.trimmed(email)
    if let email = new.email, !Person.isAddress(email) { throw .badEmail(email) }
    new.phone = Person.trimmed(phone)
    new.purpose = Person.trimmed(purpose) ?? ""
    guard !new.purpose.isEmpty else { throw .purposeMissing }
    for field in Person.editable where field.name != "note" && field.text(new).count > Person.longest {
      throw .tooLong(field: field.name, limit: Person.longest)
    }
    guard note.count <= Person.longestNote else { throw .tooLong(field: "note", limit: Person.longestNote) }
    return new
  }

  /// One sign `@` with something before it and a name with a dot behind it, and no blanks: what mail needs at least.
  package static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, text.utf8.count <= 254 else { return false }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    return labels.count > 1 && labels.allSatisfy { !$0.isEmpty }
      && !text.unicodeScalars.contains { scalar in
        scalar.value < 128
          ? scalar.value <= 32 || "<>,;\"".unicodeScalars.contains(scalar) : scalar.properties.isWhitespace
      }
  }

  /// Text without blanks at its ends; nil where nothing is left.
  package static func trimmed(_ text: String?) -> String? {
    guard let text else { return nil }
    let trimmed = text.drop { $0.isWhitespace }
    let end = trimmed.lastIndex { !$0.isWhitespace }
    return end.map { String(trimmed[...$0]) }
  }
}
