import Kernel

/// The codes by which a retailer knows our items.
package struct DemoCodes: Sendable {
  package enum Style: Sendable {
    /// 13 digits, 14 with leading zeros, 11 or 12 without the check digit, or numbers of the retailer's own.
    case gtin13, gtin14, withoutCheckDigit, own
  }

  /// A code and the weeks of history in which it held, the last included.
  package struct Code: Hashable, Sendable {
    package let text: String
    package let weeks: ClosedRange<Int>
  }

  package let style: Style
  private let retailer: DemoRetailer
  private let draw: Draw
  private let renumbering: DemoSales.Renumbering?

  init(_ retailer: DemoRetailer, _ draw: Draw, _ renumbering: DemoSales.Renumbering?) {
    self.retailer = retailer
    self.draw = draw
    self.renumbering = renumbering
    style = Self.style(of: retailer)
  }

  static func style(of retailer: DemoRetailer) -> Style {
    [.gtin13, .own, .gtin14, .withoutCheckDigit][retailer.index % 4]
  }

  /// All codes of an item, oldest first; more than one where it was renumbered.
  package func codes(of item: DemoItem) -> [Code] {
    let last = DemoHistory.count - 1
    guard let renumbering, renumbering.item == item.index else {
      return [Code(text: plain(item), weeks: 0...last)]
    }
    return [
      Code(text: renumbering.before, weeks: 0...renumbering.week - 1),
      Code(text: renumbering.after, weeks: renumbering.week...last),
    ]
  }

  private func plain(_ item: DemoItem) -> String {
    switch style {
    case .gtin13: item.gtin.printed
    case .gtin14: item.gtin.description
    case .withoutCheckDigit: String(item.gtin.printed.dropLast())
    case .own: DemoCodes.own(item, draw)
    }
  }

  /// A number of the retailer's own: the item's place keeps two items apart.
  static func own(_ item: DemoItem, _ draw: Draw) -> String {
    String(100_000 + item.index * 613 + draw.at(item.index).whole(0...600))
  }
}

extension DemoSales {
  struct Renumbering: Sendable {
    let item: Int
    let week: Int
    let before: String
    let after: String
  }

  package var codes: DemoCodes {
    DemoCodes(plan.retailer, plan.draw.of(.code), renumbering)
  }

  /// The silent change of an item's code, where the retailer made one.
  var renumbering: Renumbering? {
    let planted = RetailerRoster.renumbering
    guard plan.retailer.index == planted.retailer,
      let item = plan.items.first(where: { $0.distribution.peak > 0.5 && $0.distribution.endWeek == nil })?
        .item
    else { return nil }
    let before = item.gtin.description
    // An in-house number of the same length, from the range that GS1 leaves to retailers.
    let digits = "0200" + String(100_000_000 + planted.week * 1_117)
    let check = GTIN.checkDigit(of: digits).map(String.init) ?? ""
    return Renumbering(item: item.index, week: planted.week, before: before, after: digits + check)
  }
}
