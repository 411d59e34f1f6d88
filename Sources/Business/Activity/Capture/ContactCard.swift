import Foundation
import Kernel
import People

/// People on contact cards (.vcf): vCard 2.1, 3 and 4, as far as we keep what they say.
struct ContactCard: Sendable, Equatable {
  var name = ""
  var email: String?
  var phone: String?
  var title: String?
  var organisation: String?

  static let largest = 10 << 20
  static let most = 1_000

  static func read(_ text: String) throws -> [ContactCard] {
    // In 2.1 a line of quoted-printable goes on after `=`.
    let text = text.replacing("=\r\n", with: "").replacing("=\n", with: "")
    var cards: [ContactCard] = [], card: ContactCard?
    for property in CalendarFile.properties(text) {
      switch property.name {
      case "BEGIN" where property.value.uppercased() == "VCARD": card = ContactCard()
      case "END" where property.value.uppercased() == "VCARD":
        if let done = card, !done.name.isEmpty, cards.count < most { cards.append(done) }
        card = nil
      default: card?.take(property)
      }
    }
    guard !cards.isEmpty else { throw ActivityRefusal.brokenCard("it holds no card with a name") }
    return cards
  }

  private mutating func take(_ property: CalendarFile.Property) {
    let text = value(property)
    switch property.name {
    case "FN": name = text
    case "N" where name.isEmpty:
      let parts = text.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
      name = [parts.count > 1 ? parts[1] : "", parts.first ?? ""].filter { !$0.isEmpty }.joined(
        separator: " ")
    case "EMAIL" where email == nil: email = Person.isAddress(text) ? text : nil
    case "TEL" where phone == nil: phone = text.replacing("tel:", with: "")
    case "TITLE": title = text
    case "ORG": organisation = text.split(separator: ";").first.map(String.init)
    default: break
    }
  }

  private func value(_ property: CalendarFile.Property) -> String {
    let isQuoted = property.parameters["encoding"]?.uppercased() == "QUOTED-PRINTABLE"
    // `TEL;HOME:` of 2.1 leaves parameters without names; only those with one are read.
    let raw =
      isQuoted
      ? TextDecoding.text(
        TextDecoding.quotedPrintable(Array(property.value.utf8)), property.parameters["charset"])
      : property.text
    return String(TextDecoding.tidied(raw, limit: 200))
  }
}
