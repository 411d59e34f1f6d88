package import Foundation
package import Kernel

/// A kind of record that a company may give fields of its own. Each capability says its kinds: `account`.
package struct CustomKind: Hashable, Sendable {
  /// As the API writes it.
  package let name: String
  /// As readers know it: `Accounts`.
  package let title: String
  /// Whether its values are personal data: the audit trail then says that one changed, never what it was.
  package let isPersonal: Bool

  package init(_ name: String, _ title: String, isPersonal: Bool = false) {
    self.name = name
    self.title = title
    self.isPersonal = isPersonal
  }
}

/// A field that a company has added to a kind of record, beside those that everybody has.
package struct CustomField: Codable, Hashable, Sendable, Versioned, Located {
  package enum Kind: String, Choice {
    case text, number, money, day, yesNo, oneOf, severalOf

    package var words: String {
      switch self {
      case .text: "Text"
      case .number: "Number"
      case .money: "Money"
      case .day: "Day"
      case .yesNo: "Yes or no"
      case .oneOf: "One of a list"
      case .severalOf: "Several of a list"
      }
    }

    var hasChoices: Bool { self == .oneOf || self == .severalOf }
  }

  package let id: ID<CustomField>
  /// The kind of record: `account`.
  package let record: String
  /// How the API, files and filters call it; never changed.
  package let key: String
  package var name: String
  package let type: Kind
  /// Of a number: how many decimals it may have.
  package var decimals: Int
  /// Of money: the currency where a value names none.
  package var currency: Currency?
  package var choices: [String]
  package var help: String
  /// Whether a new record must have it.
  package var isRequired: Bool
  /// Whether it is a column of the list unless the reader chooses otherwise.
  package var isListed: Bool
  package var place: Int
  /// It is asked no more; what was said stays.
  package var retiredAt: Date?
  package var version: Int

  package var location: String { "/custom-fields" }
  package var isRetired: Bool { retiredAt != nil }

  static let mostDecimals = 6
  static let mostChoices = 200
  static let mostOfAKind = 100
  static let longestName = 80

  /// The same with its words checked.
  func checked() throws(CustomFieldRefusal) -> CustomField {
    var new = self
    new.name = name.trimmedText
    guard !new.name.isEmpty else { throw .nameMissing }
    guard new.name.count <= CustomField.longestName else { throw .nameTooLong(CustomField.longestName) }
    new.help = String(help.trimmedText.prefix(500))
    guard (0...CustomField.mostDecimals).contains(decimals) else {
      throw .badDecimals(CustomField.mostDecimals)
    }
    var seen = Set<String>()
    new.choices = choices.map(\.trimmedText).filter {
      !$0.isEmpty && seen.insert(SearchKey.fold($0)).inserted
    }
    if type.hasChoices {
      guard !new.choices.isEmpty else { throw .choicesMissing }
      guard new.choices.count <= CustomField.mostChoices else {
        throw .tooManyChoices(CustomField.mostChoices)
      }
      if let long = new.choices.first(where: { $0.count > CustomField.longestName }) {
        throw .choiceTooLong(String(long.prefix(40)), CustomField.longestName)
      }
    } else {
      new.choices = []
    }
    if type != .number { new.decimals = 0 }
    if type != .money { new.currency = nil }
    return new
  }

  /// `Loyalty card no.` is `loyalty_card_no`.
  static func key(of name: String) -> String {
    let plain = SearchKey.fold(name).split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return String(plain.joined(separator: "_").prefix(40))
  }

  /// Small letters, digits and low lines, a letter first.
  static func isKey(_ key: String) -> Bool {
    guard let first = key.utf8.first, (97...122).contains(first), key.utf8.count <= 40 else { return false }
    return key.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
  }
}

extension String {
  /// Without blanks at its ends.
  var trimmedText: String {
    let start = drop { $0.isWhitespace }
    return start.lastIndex { !$0.isWhitespace }.map { String(start[...$0]) } ?? ""
  }
}

/// The choices of a field: a list, or text with one a line.
package struct ChoiceWords: Schematic, Hashable, Sendable {
  package let words: [String]

  package init(_ words: [String]) { self.words = words }

  package init(from decoder: any Decoder) throws {
    switch try decoder.singleValueContainer().decode(JSON.self) {
    case .text(let text): words = text.split { $0.isNewline }.map(String.init)
    case .array(let values):
      words = try values.map { value in
        guard case .text(let word) = value else { throw ChoiceWords.wrong(decoder) }
        return word
      }
    default: throw ChoiceWords.wrong(decoder)
    }
  }

  package func encode(to encoder: any Encoder) throws { try words.encode(to: encoder) }

  private static func wrong(_ decoder: any Decoder) -> DecodingError {
    .typeMismatch(
      [String].self,
      .init(codingPath: decoder.codingPath, debugDescription: "must be a list of words, or one on each line"))
  }

  package static var schema: Schema { .list(of: .text) }
  package static var specimen: ChoiceWords { ChoiceWords([]) }
}

extension CustomField {
  package struct New: Codable, Sendable {
    /// The kind of record: `account`.
    package var record: String
    package var name: String
    package var type: Kind
    /// Made of the name, when left out.
    package var key: String?
    package var decimals: Int?
    package var currency: Currency?
    package var choices: ChoiceWords?
    package var help: String?
    package var isRequired: Bool?
    package var isListed: Bool?

    package init(_ record: CustomKind, _ name: String, _ type: Kind, choices: [String] = []) {
      self.record = record.name
      self.name = name
      self.type = type
      self.choices = choices.isEmpty ? nil : ChoiceWords(choices)
    }

    /// The field that this makes, the last of its kind.
    func field(after others: [CustomField], _ context: Context) throws(CustomFieldRefusal) -> CustomField {
      let made = (key?.trimmedText).flatMap { $0.isEmpty ? nil : $0 } ?? CustomField.key(of: name)
      let field = try CustomField(
        id: .new(at: context.now), record: record, key: made, name: name, type: type, decimals: decimals ?? 2,
        currency: currency, choices: choices?.words ?? [], help: help ?? "", isRequired: isRequired ?? false,
        isListed: isListed ?? true, place: (others.map(\.place).max() ?? 0) + 1, retiredAt: nil, version: 1
      ).checked()
      guard CustomField.isKey(field.key) else { throw .badKey(field.key) }
      if let same = others.first(where: { $0.key == field.key }) {
        throw .keyTaken(field.key, by: same.name, isRetired: same.isRetired)
      }
      guard others.count < CustomField.mostOfAKind else { throw .tooMany(CustomField.mostOfAKind) }
      return field
    }
  }

  /// A change: what is left out stays. Type and key can't change: what was said rests on them.
  package struct Change: Codable, Sendable {
    package var id: ID<CustomField>
    package var version: Int?
    package var name: Patch<String> = .keep
    package var decimals: Patch<Int> = .keep
    package var currency: Patch<Currency> = .keep
    package var choices: Patch<ChoiceWords> = .keep
    package var help: Patch<String> = .keep
    package var isRequired: Patch<Bool> = .keep
    package var isListed: Patch<Bool> = .keep
    /// Where it stands among the fields of its kind, from 1.
    package var place: Patch<Int> = .keep

    package init(id: ID<CustomField>) { self.id = id }
  }

  func applying(_ change: Change) throws(CustomFieldRefusal) -> CustomField {
    if case .set(nil) = change.name { throw .nameMissing }
    var new = self
    new.name = change.name.applied(toRequired: name)
    new.decimals = change.decimals.applied(toRequired: decimals)
    new.currency = change.currency.applied(to: currency)
    if case .set(let words) = change.choices { new.choices = words?.words ?? [] }
    new.help = change.help.applied(to: help) ?? ""
    new.isRequired = change.isRequired.applied(toRequired: isRequired)
    new.isListed = change.isListed.applied(toRequired: isListed)
    new.place = max(change.place.applied(toRequired: place), 1)
    return try new.checked()
  }

  package struct Wanted: Codable, Sendable {
    package var id: ID<CustomField>
    package init(id: ID<CustomField>) { self.id = id }
  }
}
