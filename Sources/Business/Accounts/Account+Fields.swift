import Blueprint
import Kernel

extension Account {
  /// A field that people change, as the audit trail and conflicts write it.
  struct Field: Sendable {
    let name: String
    let text: @Sendable (Account) -> String
  }

  static let editable: [Field] = [
    Field(name: "name") { $0.name },
    Field(name: "kind") { $0.kind.rawValue },
    Field(name: "tier") { $0.tier ?? "" },
    Field(name: "segment") { $0.segment ?? "" },
    Field(name: "industry") { $0.industry ?? "" },
    Field(name: "channel") { $0.channel ?? "" },
    Field(name: "city") { $0.city ?? "" },
    Field(name: "postcode") { $0.postcode ?? "" },
    Field(name: "owner") { $0.owner?.text ?? "" },
    Field(name: "team") { $0.team ?? "" },
    Field(name: "status") { $0.status.rawValue },
    Field(name: "currency") { $0.currency?.code ?? "" },
    Field(name: "acv") { $0.acv?.description ?? "" },
    Field(name: "note") { $0.note },
  ]

  /// The fields in which two versions differ: what they held and what they hold.
  static func differences(_ old: Account, _ new: Account) -> (
    before: [String: String], after: [String: String]
  ) {
    var before: [String: String] = [:], after: [String: String] = [:]
    for field in editable {
      let was = field.text(old), becomes = field.text(new)
      guard was != becomes else { continue }
      before[field.name] = was
      after[field.name] = becomes
    }
    return (before, after)
  }

  /// What it holds now in the fields that somebody wanted to change: `tier is “A”, city is empty`.
  func words(for wanted: Account) -> String {
    let fields = Account.editable.filter { $0.text(self) != $0.text(wanted) }
    if fields.isEmpty { return "they hold what you wanted already" }
    return fields.map { field in
      let text = field.text(self)
      return text.isEmpty ? "\(field.name) is empty" : "\(field.name) is “\(text)”"
    }.joined(separator: ", ")
  }

  /// The longest text that a field of words keeps.
  static let longest = 200

  /// The same account with blanks trimmed and its words checked.
  func checked() throws(AccountRefusal) -> Account {
    var new = self
    new.name = Account.trimmed(name) ?? ""
    guard !new.name.isEmpty else { throw .nameMissing }
    new.tier = Account.trimmed(tier)
    new.segment = Account.trimmed(segment)
    new.industry = Account.trimmed(industry)
    new.channel = Account.trimmed(channel)
    new.city = Account.trimmed(city)
    new.postcode = Account.trimmed(postcode)
    for field in Account.editable where field.name != "note" && field.text(new).count > Account.longest {
      throw .tooLong(field: field.name, limit: Account.longest)
    }
    guard note.count <= 20_000 else { throw .tooLong(field: "note", limit: 20_000) }
    return new
  }

  /// A yearly volume as people write it: `12000000 EUR`, or the number alone where the account has a currency.
  func volume(_ text: String) throws(AccountRefusal) -> Money? {
    guard let text = Account.trimmed(text) else { return nil }
    let words = text.split { $0.isWhitespace }
    let own =
      words.count == 2 ? Currency(String(words[1])) : words.count == 1 ? currency ?? acv?.currency : nil
    guard let own, let amount = Money(words[0].replacing(",", with: ""), own), amount.minor > 0 else {
      throw .badVolume(text)
    }
    return amount
  }

  /// Text without blanks at its ends; nil where nothing is left.
  static func trimmed(_ text: String?) -> String? {
    guard let text else { return nil }
    let trimmed = text.drop { $0.isWhitespace }
    let end = trimmed.lastIndex { !$0.isWhitespace }
    return end.map { String(trimmed[...$0]) }
  }
}
