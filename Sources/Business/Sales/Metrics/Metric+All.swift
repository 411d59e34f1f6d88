/// The dictionary: every figure there is, in the order in which people read them.
extension Metric {
  package static let all: [Metric] = sums + prices + deals + reaches + counts + shares + changes

  private static let facts = "imported sales files"
  private static let grain = "site x item x week"
  private static let anyGroup = "any group of site x item x week"

  private init(
    _ id: Name, _ name: String, short: String? = nil, _ unit: String, _ format: Format, decimals: Int,
    _ definition: String, _ formula: String, _ additivity: Additivity, grain: String = Metric.anyGroup,
    source: String = Metric.facts
  ) {
    self.init(
      id: id, name: name, short: short ?? name, unit: unit, format: format, decimals: decimals,
      definition: definition, formula: formula, grain: grain, additivity: additivity, owner: "Sales analysis",
      source: source)
  }

  private static let sums: [Metric] = [
    Metric(
      .units, "Units", "units", .count, decimals: 0,
      "What was sold or delivered, in the units that the source counts; returns are negative.",
      "sum of units",
      .sum, grain: grain),
    Metric(
      .value, "Value", "currency of the source", .money, decimals: 2,
      "What buyers paid (sell-out) or were invoiced (sell-in); units x price where a file has no value.",
      "sum of value", .sum, grain: grain),
    Metric(
      .volume, "EQ volume", "equivalised units", .volume, decimals: 3,
      "Units made comparable across pack sizes: each item's units times its equivalised factor.",
      "sum of units x EQ factor", .sum, grain: grain, source: "units; EQ factors of the catalogue"),
    Metric(
      .cost, "Cost", "currency of the source", .money, decimals: 2,
      "What the units cost the retailer, where the source says it.", "sum of cost", .sum, grain: grain),
  ]

  private static let prices: [Metric] = [
    Metric(
      .averagePrice, "Average price", short: "Price", "currency of the source per unit", .price, decimals: 2,
      "What one unit sold for on average, promotions included.", "value / units", .ratio,
      source: "value and units"),
    Metric(
      .volumePrice, "Price per EQ", "currency of the source per equivalised unit", .price, decimals: 2,
      "What one equivalised unit sold for on average: comparable across pack sizes.", "value / EQ volume",
      .ratio,
      source: "value; units; EQ factors of the catalogue"),
    Metric(
      .basePrice, "Base price", "currency of the source per unit", .price, decimals: 2,
      "The price without promotion, as the source states it, weighed by units.",
      "sum of base price x units / units that have a base price", .ratio, source: "base price and units"),
    Metric(
      .promotedPrice, "Promoted price", "currency of the source per unit", .price, decimals: 2,
      "What one unit sold for on average in the weeks and stores in which it was promoted.",
      "promoted value / promoted units", .ratio, source: "value, units, promotion flags"),
  ]

  private static let deals: [Metric] = [
    Metric(
      .unitsOnDeal, "Units on deal", short: "% units on deal", "percent", .percent, decimals: 1,
      "Which part of the units was sold with a feature, a display or a price cut.",
      "promoted units / units of facts that say how they were promoted x 100", .ratio,
      source: "units, promotion flags"),
    Metric(
      .valueOnDeal, "Value on deal", short: "% value on deal", "percent", .percent, decimals: 1,
      "Which part of the value was sold with a feature, a display or a price cut.",
      "promoted value / value of facts that say how they were promoted x 100", .ratio,
      source: "value, promotion flags"),
  ]

  private static let reaches: [Metric] = [
    Metric(
      .acvDistribution, "%ACV distribution", short: "%ACV", "percent", .percent, decimals: 1,
      "How much of the market's all-commodity volume stands in stores that sold at least one unit of it.",
      "ACV of stores selling / ACV of all stores x 100", .ratio, grain: "items x a market's stores",
      source: "units; ACV of accounts, or estimated from own sales"),
    Metric(
      .tdp, "Total distribution points", short: "TDP", "points", .points, decimals: 1,
      "Breadth and depth of distribution in one figure: the %ACV of every item, added up.",
      "sum of %ACV of items",
      .ratio, grain: "items x a market's stores",
      source: "units; ACV of accounts, or estimated from own sales"),
    Metric(
      .aic, "Average items carried", short: "AIC", "items", .index, decimals: 2,
      "How many of the items a store that sells any of them sells, stores weighed by ACV.", "TDP / %ACV",
      .ratio,
      grain: "items x a market's stores", source: "TDP and %ACV"),
    Metric(
      .sppd, "Sales per point of distribution", short: "SPPD", "currency of the source per point", .price,
      decimals: 2,
      "Velocity: value for each point of distribution. Only within one market, since a point of a large market is "
        + "worth more.", "value / TDP (of one item: value / %ACV)", .ratio,
      grain: "items x a market's stores",
      source: "value and TDP"),
    Metric(
      .valuePerMillion, "Value per million ACV", short: "$/MM ACV", "currency of the source per million",
      .price,
      decimals: 2,
      "Velocity that is comparable across markets: value for each million of ACV of the stores that sell it.",
      "value / (%ACV x ACV of all stores in millions)", .ratio, grain: "items x a market's stores",
      source: "value; ACV of accounts, or estimated from own sales"),
    Metric(
      .unitsPerStoreWeek, "Units per store per week", short: "U/S/W", "units", .index, decimals: 1,
      "Velocity: what a store that sells it sells in a week.", "units / stores selling / weeks", .ratio,
      source: "units and stores selling"),
  ]

  private static let counts: [Metric] = [
    Metric(
      .storesSelling, "Stores selling", "stores", .count, decimals: 0,
      "Different sites that sold at least one unit in the period.", "count of sites with units > 0",
      .distinct,
      grain: "site"),
    Metric(
      .itemsSelling, "Items selling", "items", .count, decimals: 0,
      "Different items of which at least one unit was sold in the period.", "count of items with units > 0",
      .distinct, grain: "item"),
  ]

  private static let shares: [Metric] = [
    Metric(
      .valueShare, "Value share", "percent", .percent, decimals: 1,
      "Which part of the base's value it is: of its category, or of all products, at the same stores in the same "
        + "weeks.", "value / value of the base x 100", .ratio),
    Metric(
      .unitShare, "Unit share", "percent", .percent, decimals: 1,
      "Which part of the base's units it is: of its category, or of all products, at the same stores in the same "
        + "weeks.", "units / units of the base x 100", .ratio),
    Metric(
      .fairShare, "Fair-share index", "index, 100 is fair", .index, decimals: 1,
      "Its share here against its share in the rest of the market: all other stores that the reader sees.",
      "share here / share in the rest of the market x 100", .ratio),
  ]

  private static let changes: [Metric] = [
    Metric(
      .valueChange, "Change of value", short: "Value %", "percent", .percent, decimals: 1,
      "Value against the same weeks a year earlier (52 weeks back), or against the period before.",
      "(value - value before) / value before x 100", .ratio),
    Metric(
      .unitsChange, "Change of units", short: "Units %", "percent", .percent, decimals: 1,
      "Units against the same weeks a year earlier (52 weeks back), or against the period before.",
      "(units - units before) / units before x 100", .ratio),
    Metric(
      .shareOfGrowth, "Share of growth", "percent", .percent, decimals: 1,
      "Which part of the base's change in value came from it; above its share it gains, below it loses.",
      "change of value / change of value of the base x 100", .ratio),
  ]
}
