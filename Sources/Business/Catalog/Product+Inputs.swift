package import Blueprint
import Foundation
package import Kernel

extension Product {
  /// What a new product begins with.
  package struct New: Codable, Sendable {
    package var name: String
    package var kind: Kind?
    package var parent: ID<Product>?
    package var gtin: String?
    package var caseGTIN: String?
    package var caseQuantity: Int?
    /// How many equivalised units one item holds: `1.98` or `3/4`.
    package var eqFactor: String?
    package var eqUnit: Quantity.Unit?
    package var uom: Quantity.Unit?
    package var firstDay: Day?
    package var lastDay: Day?
    package var isMerchandise: Bool?
    /// False for a competitor's.
    package var isOurs: Bool?
    package var note: String?
    package var source: String?
    package var code: String?

    package init(name: String, kind: Kind? = nil, parent: ID<Product>? = nil) {
      self.name = name
      self.kind = kind
      self.parent = parent
    }
  }

  /// A change: what is left out stays, null clears.
  package struct Change: Codable, Sendable {
    package var id: ID<Product>
    package var version: Int?
    package var name: Patch<String> = .keep
    package var parent: Patch<ID<Product>> = .keep
    package var gtin: Patch<String> = .keep
    package var caseGTIN: Patch<String> = .keep
    package var caseQuantity: Patch<Int> = .keep
    package var eqFactor: Patch<String> = .keep
    package var eqUnit: Patch<Quantity.Unit> = .keep
    package var uom: Patch<Quantity.Unit> = .keep
    package var firstDay: Patch<Day> = .keep
    package var lastDay: Patch<Day> = .keep
    package var isMerchandise: Patch<Bool> = .keep
    package var isOurs: Patch<Bool> = .keep
    package var note: Patch<String> = .keep

    package init(id: ID<Product>, version: Int? = nil) {
      self.id = id
      self.version = version
    }
  }

  func applying(_ change: Change) throws -> Product {
    var new = self
    if case .set(nil) = change.name { throw ProductRefusal.nameMissing }
    new.name = change.name.applied(toRequired: name)
    new.parent = change.parent.applied(to: parent)
    if case .set(let text) = change.gtin { new.gtin = try Product.gtin(text) }
    if case .set(let text) = change.caseGTIN { new.caseGTIN = try Product.gtin(text) }
    new.caseQuantity = change.caseQuantity.applied(to: caseQuantity)
    if case .set(let text) = change.eqFactor { new.eqFactor = try Product.factor(text) }
    new.eqUnit = change.eqUnit.applied(to: eqUnit)
    new.uom = change.uom.applied(toRequired: uom)
    let days = Validity(
      change.firstDay.applied(to: validity.firstDay), change.lastDay.applied(to: validity.lastDay))
    guard let days else { throw ProductRefusal.delistedBeforeLaunch }
    new.validity = days
    new.isMerchandise = change.isMerchandise.applied(toRequired: isMerchandise)
    new.isOurs = change.isOurs.applied(toRequired: isOurs)
    new.note = change.note.applied(to: note) ?? ""
    // Somebody has named it: it waits no more.
    if new.name != name || new.parent != parent { new.isProvisional = false }
    return try new.checked()
  }

  func checked() throws(ProductRefusal) -> Product {
    var new = self
    new.name = name[...].trimmed
    guard !new.name.isEmpty else { throw .nameMissing }
    guard new.name.count <= 200 else { throw .nameTooLong(new.name.count) }
    if let caseQuantity, caseQuantity <= 0 { throw .emptyCase(caseQuantity) }
    return new
  }

  /// A GTIN with a right check digit, or nothing; a wrong one is refused with the right digit.
  static func gtin(_ text: String?) throws(GTINRefusal) -> GTIN? {
    guard let text, !text[...].trimmed.isEmpty else { return nil }
    return try GTIN(parsing: text)
  }

  /// `1.98` or `3/4`; one where nothing is given.
  static func factor(_ text: String?) throws(ProductRefusal) -> EquivalisedFactor {
    guard let text, !text[...].trimmed.isEmpty else { return .one }
    let parts = text.split(separator: "/").map { Int64($0.trimmed) }
    if parts.count == 2, let top = parts[0], let bottom = parts[1] {
      guard let factor = EquivalisedFactor(numerator: top, denominator: bottom) else {
        throw .notAFactor(text)
      }
      return factor
    }
    guard let factor = EquivalisedFactor(text[...].trimmed) else { throw .notAFactor(text) }
    return factor
  }
}

extension Product.New {
  func product(number: Int64, _ context: Context) throws -> Product {
    var new = Product(
      id: .new(at: context.now), number: number, kind: kind ?? .item, name: name, parent: parent,
      at: context.now)
    new.gtin = try Product.gtin(gtin)
    new.caseGTIN = try Product.gtin(caseGTIN)
    new.caseQuantity = caseQuantity
    new.eqFactor = try Product.factor(eqFactor)
    new.eqUnit = eqUnit
    new.uom = uom ?? .each
    guard let days = Validity(firstDay, lastDay) else { throw ProductRefusal.delistedBeforeLaunch }
    new.validity = days
    new.isMerchandise = isMerchandise ?? true
    new.isOurs = isOurs ?? true
    new.note = note ?? ""
    return try new.checked()
  }
}
