import Blueprint
import Kernel
import Sales

/// How each driver is made: its definition, and the same with the numbers in.
extension DriverWords {
  var formulas: TableView {
    TableView(
      caption: "How each figure is made",
      heads: [
        .init(label: "Driver"), .init(label: "What it is"), .init(label: "With the numbers in"),
        .init(label: "Result", css: "is-end", unit: currency),
      ],
      rows: shown.map { effect in
        .init(cells: [
          .head(effect.driver.label), .text(definition(effect.driver)), .text(filled(effect)),
          .number(Self.signed(effect.value)),
        ])
      },
      totals: [
        .init(css: "", text: "Change"), .init(css: "", text: "value now − value before"),
        .init(css: "", text: "\(Self.money(drivers.after)) − \(Self.money(drivers.before))"),
        .init(css: "is-end", text: Self.signed(drivers.change)),
      ])
  }

  private func definition(_ driver: Driver) -> String {
    let isMean = drivers.method != .textbook
    switch driver {
    case .new: return "Value of items that an account sells now and did not before."
    case .lost: return "Value before of items that an account sells no more."
    case .apart:
      return
        "Change of items that have no price in one period: returns, free goods. Never spread over the others."
    case .volume:
      return
        "Change of units of continuing items × \(isMean ? "their average price, the mean of both periods" : "their old average price")."
    case .mix:
      return
        "What the units' move to dearer or cheaper items and accounts brought: change of continuing items − price − volume."
    case .price where drivers.method == .distribution:
      return "Σ over continuing items of L(value now, value before) × ln(price now / price before)."
    case .price:
      return
        "Σ over continuing items of \(isMean ? "the mean of old and new units" : "new units") × change of price."
    case .distribution:
      return "Σ over continuing items of L(value now, value before) × ln(stores selling now / before)."
    case .velocity: return "The same with units per store selling; L is the logarithmic mean."
    }
  }

  private func filled(_ effect: Drivers.Effect) -> String {
    let all = drivers.continuing
    switch effect.driver {
    case .new: return count(drivers.new)
    case .lost: return count(drivers.lost)
    case .volume: return volume(all)
    case .mix:
      let price = value(.price), volume = value(.volume)
      return
        "(\(Self.money(all.valueAfter)) − \(Self.money(all.valueBefore))) − (\(Self.money(price))) − (\(Self.money(volume)))"
    case .velocity, .distribution, .price:
      return
        "over \(DisplayNumber.grouped(all.items)) listings (item × account), \(Self.money(all.valueBefore)) before and "
        + "\(Self.money(all.valueAfter)) now"
    case .apart: return "what the others leave of the change"
    }
  }

  private func count(_ list: Drivers.Listings) -> String {
    list.count == 0
      ? "none" : "\(list.items) items in \(list.count) listings: \(Self.money(list.value))"
  }

  private func volume(_ all: Drivers.Continuing) -> String {
    let units = "(\(Self.units(all.unitsAfter)) − \(Self.units(all.unitsBefore)))"
    let old = Self.price(all.valueBefore, all.unitsBefore), new = Self.price(all.valueAfter, all.unitsAfter)
    guard let old, let new else { return "no units" }
    return drivers.method == .textbook ? "\(units) × \(old)" : "\(units) × (\(old) + \(new)) / 2"
  }

  private func value(_ driver: Driver) -> Int64 {
    drivers.effects.first { $0.driver == driver }?.value ?? 0
  }

  static func units(_ units: Int64) -> String {
    DisplayNumber.decimal(units, scale: 3, decimals: units % 1_000 == 0 ? 0 : 3)
  }

  /// An average price with four decimals; nil where there are no units.
  private static func price(_ value: Int64, _ units: Int64) -> String? {
    guard units > 0 else { return nil }
    // Both are above zero: half goes up.
    let price = (Int128(value) * 2_000 + Int128(units)) / (2 * Int128(units))
    return DisplayNumber.decimal(Int64(clamping: price), scale: 4, decimals: 4)
  }
}
