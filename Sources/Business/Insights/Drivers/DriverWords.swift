import Blueprint
import Foundation
import Kernel
import Sales
import Statistics

/// Drivers in words: the answer, the tiles, how each figure is made.
struct DriverWords {
  let drivers: Drivers

  var currency: String { drivers.lens?.currency.code ?? "" }

  /// Two decimals, or as many as are needed to be exact.
  static func money(_ value: Int64) -> String {
    DisplayNumber.decimal(value, scale: 4, decimals: value % 100 == 0 ? 2 : 4)
  }

  /// With a sign in front of a gain too.
  static func signed(_ value: Int64) -> String { value > 0 ? "+\(money(value))" : money(value) }

  static func signedShort(_ value: Int64) -> String {
    let text = DisplayNumber.short(value / 100, decimals: 2)
    return value > 0 ? "+\(text)" : text
  }

  /// Only effects that say something: a driver without any sales behind it is left out, the method's own are not.
  var shown: [Drivers.Effect] {
    drivers.effects.filter { $0.value != 0 || $0.driver != .apart }
  }

  /// Tenths of a point of the value before, one for each shown effect; they sum to the rounded change.
  var points: [Int64] { largestRemainder(shown.map(\.value), of: drivers.before, scale: 1_000) }

  static func points(_ tenths: Int64) -> String {
    (tenths > 0 ? "+" : "") + DisplayNumber.decimal(tenths, scale: 1, decimals: 1)
  }

  private var against: String {
    switch drivers.against {
    case .lastYear: "against a year before"
    case .previous: "against the \(drivers.weeks?.count ?? 0) weeks before"
    }
  }

  /// The finding in a sentence; a number never breaks from its unit.
  var answer: String {
    guard drivers.hasData, let weeks = drivers.weeks else { return "There are no sales yet." }
    let name = drivers.account == nil && drivers.product == nil ? "all accounts" : drivers.name
    let now = "\(DisplayNumber.short(drivers.after / 100, decimals: 2)) \(currency) in \(weeks.text)"
    guard drivers.before > 0 else {
      return "Value of \(name) was \(now); there is nothing before it to compare with."
    }
    let parts = zip(shown, points).filter { $0.1 != 0 }.sorted {
      ($1.1.magnitude, $0.0.driver.rawValue) < ($0.1.magnitude, $1.0.driver.rawValue)
    }.map { "\($0.0.driver.label.lowercased()) \(Self.points($0.1))" }
    let verb = drivers.change > 0 ? "rose" : drivers.change < 0 ? "fell" : "stood still"
    let size = DisplayNumber.change(from: drivers.before, to: drivers.after)
      .replacing("+", with: "").replacing("−", with: "")
    let move = drivers.change == 0 ? verb : "\(verb) \(size)"
    return "Value of \(name) \(move) \(against), to \(now)"
      + (parts.isEmpty ? "." : ". In points of it: \(parts.joined(separator: ", ")).")
  }

  var tiles: [TileView] {
    guard drivers.hasData else { return [] }
    let change = TileView(
      label: "Change of value", value: Self.signedShort(drivers.change),
      exact: "\(Self.signed(drivers.change)) \(currency)", unit: currency, href: "#how",
      spokenHref: "How the change is made",
      change: drivers.before > 0 ? DeltaView(now: drivers.after, before: drivers.before) : nil,
      against: drivers.before > 0 ? against : "nothing before")
    let tenths = points
    return [change]
      + shown.enumerated().map { place, effect in
        TileView(
          label: effect.driver.label, value: Self.signedShort(effect.value),
          exact: "\(Self.signed(effect.value)) \(currency)", unit: currency, href: "#how",
          spokenHref: "How \(effect.driver.label.lowercased()) is made",
          against: tenths.isEmpty ? nil : "\(Self.points(tenths[place])) points")
      }
  }

  var waterfall: ChartView {
    func row(_ label: String, _ value: Int64, isTotal: Bool) -> ChartView.Line {
      ChartView.Line(
        label: label, short: label, isTotal: isTotal,
        cells: [
          .init(
            text: isTotal ? Self.money(value) : Self.signed(value),
            number: DecimalText.plain(value, decimals: 4))
        ])
    }
    let largest = shown.max {
      ($0.value.magnitude, $1.driver.rawValue) < ($1.value.magnitude, $0.driver.rawValue)
    }
    let title = largest.map {
      "\($0.driver.label) moved value most: \(Self.signedShort($0.value)) \(currency)"
    }
    return ChartView(
      id: "waterfall", kind: "waterfall", title: title ?? "What moved value", unit: currency, isTall: true,
      firstHead: "Driver", heads: [.init(label: "Value", series: "value")],
      rows: [row("Before", drivers.before, isTotal: true)]
        + shown.map { row($0.driver.label, $0.value, isTotal: false) }
        + [row("Now", drivers.after, isTotal: true)],
      tableLabel: "The drivers as a table")
  }

  var throughText: String {
    guard let through = drivers.through, let lens = drivers.lens else { return "No data yet." }
    let known = drivers.asKnownOn.map { ", as known on \(DisplayNumber.day($0))" } ?? ""
    let others = drivers.others.map { "\($0.kind.label) in \($0.currency)" }
    return
      "\(lens.kind.label) in \(lens.currency), data through \(DisplayNumber.day(through.lastDay))\(known)."
      + (others.isEmpty ? "" : " Also there, and not to be added to it: \(others.joined(separator: ", ")).")
  }

  /// How concentrated the parts are, now and before.
  var concentration: String? {
    guard let now = drivers.focus, now.parts > 1 else { return nil }
    let equal = DisplayNumber.decimal(Int64(100_000 / max(1, now.index)), scale: 1, decimals: 1)
    let word = drivers.split == .accounts ? "accounts" : "products"
    let then = drivers.focusBefore.map {
      " (before: \($0.top.formatted(decimals: 1)), \($0.topFive.formatted(decimals: 1)), \(DisplayNumber.grouped($0.index)))"
    }
    return "The largest of \(now.parts) \(word) has \(now.top.formatted(decimals: 1)) of value, the top five "
      + "\(now.topFive.formatted(decimals: 1)), the Herfindahl index is \(DisplayNumber.grouped(now.index)) of 10,000"
      + "\(then ?? ""): as concentrated as \(equal) equal parts. \(now.partsForFourFifths) of them bring 80 %."
  }
}
