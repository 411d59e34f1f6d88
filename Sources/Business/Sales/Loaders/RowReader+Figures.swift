import Files
import Foundation
import Kernel

extension RowReader {
  mutating func readUnits(_ text: Field, _ fact: inout Fact) -> Bool {
    guard !text.isEmpty else { return lacks(isLogarithm ? .logUnits : .units, units) }
    if isLogarithm { return readLogarithm(text, &fact) }
    guard let number = figure(.units, text, scale: 3) else { return reject(units, text, notANumber) }
    if !number.isExact { rounded += 1 }
    fact[.units] = number.units
    return true
  }

  /// The only figures that come as binary floats: statistics, rounded to the whole units that they stand for.
  private mutating func readLogarithm(_ text: Field, _ fact: inout Fact) -> Bool {
    guard let logarithm = text.double, logarithm > -20, logarithm < 30 else {
      return reject(units, text, "Not the natural logarithm of units. Correct it.")
    }
    let movement = exp(logarithm), whole = movement.rounded()
    guard abs(movement - whole) <= max(1, whole) * 1e-6 else {
      return reject(
        units, text, "Its exponential is \(movement), which is no whole number of units. Correct it.")
    }
    fact[.units] = Int64(whole) * Measure.units.scale
    return true
  }

  /// The value as it stands, or units times price; the price is kept beside it where rows are not added up.
  mutating func readMoney(_ record: borrowing Record, _ fact: inout Fact) -> Bool {
    if value >= 0 {
      let text = record[value].trimmed
      if !text.isEmpty {
        guard let number = figure(.value, text, scale: 4) else { return reject(value, text, notANumber) }
        if !number.isExact { rounded += 1 }
        fact[.value] = number.units
      }
    }
    var place = price
    if !layout.priceByItem.isEmpty {
      let code = record[layout.places[.item] ?? 0].trimmed
      guard let own = layout.priceByItem[code.text] else {
        return reject(
          layout.places[.item] ?? 0, code, "No column holds the price of this item. Correct the code.")
      }
      place = own
    }
    if spec.mayLackMoney ?? false, fact[.value] == nil, record[place].trimmed.isEmpty { return true }
    guard place >= 0 else { return value < 0 || fact[.value] != nil ? true : lacks(.value, value) }
    let text = record[place].trimmed
    if text.isEmpty {
      // What was not sold has no price, and brought nothing.
      if fact[.value] == nil, fact[.units] == 0 { fact[.value] = 0 }
      return fact[.value] == nil ? lacks(.price, place) : true
    }
    return readPrice(text, place, &fact)
  }

  private mutating func readPrice(_ text: Field, _ place: Int, _ fact: inout Fact) -> Bool {
    guard let kept = figure(.price, text, scale: 4) else { return reject(place, text, notANumber) }
    if spec.keepsPrice { fact[.price] = kept.units }
    guard fact[.value] == nil else { return true }
    let count = fact[.units] ?? 0
    // Prices per ounce have ten decimals and more: the product is made first, then rounded once.
    guard let exact = kept.isExact ? kept : figure(.price, text, scale: 10),
      let product = Self.product(count, exact.units, priceScale: kept.isExact ? 4 : 10)
    else { return reject(place, text, "Units times price leave the range of figures. Correct the row.") }
    if !product.isExact { rounded += 1 }
    fact[.value] = product.units
    return true
  }

  /// Units (1/1000) times a price, in ten-thousandths, rounded half away from zero.
  static func product(_ units: Int64, _ price: Int64, priceScale: Int) -> FixedPoint? {
    let exact = Int128(units) * Int128(price), divisor = Int128(DecimalText.power(priceScale - 4 + 3))
    let (whole, rest) = exact.quotientAndRemainder(dividingBy: divisor)
    let up: Int128 = rest.magnitude * 2 >= divisor.magnitude ? (exact < 0 ? -1 : 1) : 0
    return Int64(exactly: whole + up).map { FixedPoint(units: $0, isExact: rest == 0) }
  }

  mutating func read(_ field: SalesField, _ place: Int, _ text: Field, _ fact: inout Fact) -> Bool {
    guard !text.isEmpty else { return true }
    switch field {
    case .feature: return mark(.feature, place, text, &fact)
    case .display: return mark(.display, place, text, &fact)
    case .priceCut, .promotion: return mark(.priceCut, place, text, &fact)
    case .returned: return turn(text, &fact)
    default: break
    }
    guard let number = figure(field, text, scale: 4) else { return reject(place, text, notANumber) }
    switch field {
    case .basePrice: fact[.basePrice] = number.units
    case .cost: fact[.cost] = number.units
    case .acv: fact[.acv] = number.units
    case .promotedShare:
      guard (0...Measure.promotedShare.scale).contains(number.units) else {
        return reject(place, text, "A share lies between 0 and 1. Correct it.")
      }
      fact[.promotedShare] = number.units
    case .unitCost:
      guard let product = Self.product(fact[.units] ?? 0, number.units, priceScale: 4) else {
        return reject(place, text, "Units times cost leave the range of figures. Correct the row.")
      }
      fact[.cost] = product.units
    default: break
    }
    if !number.isExact { rounded += 1 }
    return true
  }

  /// The figure in our unit.
  @inline(__always)
  func figure(_ field: SalesField, _ text: Field, scale: Int) -> FixedPoint? {
    guard let number = text.fixed(scale: scale, style: style) else { return nil }
    guard !scaling.isEmpty, let rule = scaling[field] else { return number }
    return rule.applied(to: number.units).map {
      FixedPoint(units: $0.units, isExact: number.isExact && $0.isExact)
    }
  }

  /// A return takes away what it counts.
  private func turn(_ text: Field, _ fact: inout Fact) -> Bool {
    guard (spec.returnWords ?? []).contains(text.text) else { return true }
    for measure in [Measure.units, .value, .cost] {
      if let figure = fact[measure], figure > 0 { fact[measure] = -figure }
    }
    return true
  }

  private mutating func mark(_ flag: FactFlags, _ place: Int, _ text: Field, _ fact: inout Fact) -> Bool {
    let codes = flag == .priceCut ? nil : spec.unpromoted
    guard let isSet = codes.map({ !$0.contains(text.text) }) ?? Self.truth(text) else {
      return reject(place, text, "Neither yes nor no. Write 1 or 0, or yes or no.")
    }
    let old = fact[.flags] ?? 0
    fact[.flags] = isSet ? old | Int64(flag.rawValue) : old
    return true
  }

  /// `1`, `yes`, `0.4` are set; `0`, `no`, `N` are not; nil for anything else.
  private static func truth(_ text: Field) -> Bool? {
    if text.bytes.count == 1 {
      switch text.bytes[0] | 32 {
      case 49 | 32, 121, 116, 120: return true
      case 48 | 32, 110, 102: return false
      default: break
      }
    }
    if let number = text.fixed(scale: 4) { return number.units > 0 }
    switch text.text.lowercased() {
    case "yes", "true": return true
    case "no", "false": return false
    default: return nil
    }
  }

  private var notANumber: String {
    switch spec.numbers {
    case .plain:
      "Not a number such as 1234.50. Correct it, or say how the file writes numbers (1,234.50 or 1.234,50)."
    case .english: "Not a number such as 1,234.50. Correct it, or say how the file writes numbers."
    case .european: "Not a number such as 1.234,50. Correct it, or say how the file writes numbers."
    case .spaced: "Not a number such as 1 234,50. Correct it, or say how the file writes numbers."
    case .swiss: "Not a number such as 1'234.50. Correct it, or say how the file writes numbers."
    }
  }
}
