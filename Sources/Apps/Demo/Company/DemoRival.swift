import Kernel

/// An item of a competitor, as market research reports it.
struct DemoRival: Sendable {
  let index: Int
  let name: String
  /// Places of its brand among `RivalPlan.brands`, and of its segment and category in the catalogue.
  let brand: Int
  let segment: Int
  let category: Int
  let eqFactor: EquivalisedFactor
  let eqUnit: Quantity.Unit
  /// What a shopper pays at the start of the history, in cents, before the retailer's own level.
  let price: Double
  /// How much of its segment's competitors it sells, before it is scaled to one.
  let weight: Double
}

/// Builds the competitors' part of the catalogue.
struct RivalPlan: Sendable {
  struct Brand: Sendable {
    let name: String
    /// Place of its segment among `DemoCompany.productGroups`.
    let segment: Int
  }

  private(set) var brands: [Brand] = []
  private(set) var items: [DemoRival] = []

  init(_ company: DemoCompany) {
    let segments = company.productGroups.indices.filter { company.productGroups[$0].level == .segment }
    for (place, segment) in segments.enumerated() {
      let category = CatalogRoster.categories[place / 3]
      for (turn, name) in (RivalRoster.brands[place] + [RivalRoster.storeBrand]).enumerated() {
        let isStoreBrand = turn == 2
        brands.append(
          Brand(
            name: isStoreBrand ? "\(name) \(company.productGroups[segment].name.lowercased())" : name,
            segment: segment))
        for number in 0..<RivalRoster.itemsPerBrand {
          add(number, isStoreBrand, category, place / 3, segment, company.draw.of(.rival))
        }
      }
    }
  }

  private mutating func add(
    _ number: Int, _ isStoreBrand: Bool, _ category: CatalogRoster.Category, _ place: Int, _ segment: Int,
    _ draw: Draw
  ) {
    let index = items.count, own = draw.at(index), size = category.sizes[[0, 0, 1, 2][number]]
    let level = isStoreBrand ? own.within(0.66...0.78) : own.within(0.88...1.16)
    let usual = (category.price.lowerBound + category.price.upperBound) / 2
    let rank = own.unit(1)
    let unit: Quantity.Unit = category.unit == .g ? .g : .ml
    let flavour = category.flavours[(number + index) % category.flavours.count].lowercased()
    items.append(
      DemoRival(
        index: index, name: "\(brands[brands.count - 1].name) \(flavour) \(size) \(unit.symbol)",
        brand: brands.count - 1, segment: segment, category: place,
        eqFactor: EquivalisedFactor(numerator: Int64(size), denominator: 1_000) ?? .one,
        eqUnit: category.unit == .g ? .kg : .l,
        price: usual * 1.45 * level * Curve.power(Double(size) / Double(category.sizes[0]), 0.8),
        weight: (isStoreBrand ? 0.8 : 1) * (0.15 + rank * rank)))
  }
}
