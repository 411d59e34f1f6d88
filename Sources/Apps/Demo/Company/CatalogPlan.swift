import Kernel

/// Builds the demo's catalogue: 5 categories, 15 segments, 30 brands, 60 lines, 150 items.
struct CatalogPlan {
  private(set) var groups: [DemoProductGroup] = []
  private(set) var items: [DemoItem] = []
  private let draw: Draw

  /// The item whose case changes, from 12 to 10 units, and when.
  static let changedCase = (item: 12, week: 90, before: 12, after: 10)

  init(seed: UInt64) {
    draw = Draw(seed: seed).of(.item)
    for (place, category) in CatalogRoster.categories.enumerated() { add(category, place) }
  }

  private mutating func add(_ category: CatalogRoster.Category, _ place: Int) {
    let top = group(.category, category.name, nil)
    for segment in category.segments {
      let middle = group(.segment, segment.name, top)
      for (turn, brand) in segment.brands.enumerated() {
        let brandGroup = group(.brand, brand, middle)
        for (number, line) in segment.lines.enumerated() {
          let lineGroup = group(.line, "\(brand) \(line)", brandGroup)
          // Three items in the first line of a brand, two in the second.
          let flavours = number == 0 ? 0..<3 : 3..<5
          let first = items.count
          for flavour in flavours {
            let sister = flavour + 1 == flavours.upperBound ? first : items.count + 1
            items.append(item(in: category, place, lineGroup, flavour: (flavour + turn) % 5, sister))
          }
        }
      }
    }
  }

  private mutating func group(_ level: DemoProductGroup.Level, _ name: String, _ parent: Int?) -> Int {
    groups.append(DemoProductGroup(level: level, name: name, parent: parent))
    return groups.count - 1
  }

  private func item(
    in category: CatalogRoster.Category, _ place: Int, _ line: Int, flavour: Int, _ sister: Int
  ) -> DemoItem {
    let index = items.count, own = draw.at(index), price = own.of(.price)
    let size = category.sizes[[0, 0, 1, 0, 2][index % 5]]
    let unit: Quantity.Unit = category.unit == .g ? .g : .ml
    // A pack twice as large costs less than twice as much.
    let sizePrice = Curve.power(Double(size) / Double(category.sizes[0]), 0.78)
    let list = price.within(category.price) * sizePrice
    let launch = index % 13 == 5 ? own.whole(16...140, 1) : nil
    let delist = index % 19 == 7 && launch == nil ? own.whole(60...146, 2) : nil
    let rank = own.unit(3)
    return DemoItem(
      index: index, name: "\(groups[line].name) \(category.flavours[flavour]) \(size) \(unit.symbol)",
      line: line, category: place, gtin: Self.gtin(index, packed: nil), caseGTIN: Self.gtin(index, packed: 1),
      content: Quantity(millionths: Int64(size) * 1_000_000, unit: unit),
      eqFactor: EquivalisedFactor(numerator: Int64(size), denominator: 1_000) ?? .one,
      eqUnit: category.unit == .g ? .kg : .l, caseQuantities: Self.caseQuantities(index, size),
      listPrices: Self.steps(list, price, 10),
      costs: Self.steps(list * price.within(0.46...0.58, 1), price, 20),
      launchWeek: launch, delistWeek: delist, sister: sister,
      elasticity: own.of(.elasticity).within(1.1...2.9),
      dealElasticity: own.of(.elasticity).within(1.6...3.4, 1),
      velocity: 4 + 26 * rank * rank)
  }

  /// GS1 keeps prefix 952 for examples: these numbers are valid and belong to nobody.
  static func gtin(_ index: Int, packed: Int?) -> GTIN {
    let digits = (packed.map(String.init) ?? "") + "9524711" + String(10_000 + index * 13)
    let check = GTIN.checkDigit(of: digits).map(String.init) ?? ""
    guard let gtin = GTIN(digits + check) else { preconditionFailure("\(digits) is no GTIN") }
    return gtin
  }

  private static func caseQuantities(_ index: Int, _ size: Int) -> [DemoItem.Step<Int>] {
    if index == changedCase.item {
      return [
        .init(week: 0, value: changedCase.before), .init(week: changedCase.week, value: changedCase.after),
      ]
    }
    return [.init(week: 0, value: size >= 1_500 ? 6 : size >= 500 ? 8 : size >= 250 ? 12 : 24)]
  }

  /// An amount that rises twice in three years, by one to six percent.
  private static func steps(_ first: Double, _ draw: Draw, _ salt: Int) -> [DemoItem.Step<Int>] {
    var amount = first, steps = [DemoItem.Step(week: 0, value: Int(first.rounded()))]
    for year in 1...2 {
      amount *= draw.within(1.01...1.06, salt + year)
      let week = year * 52 + draw.whole(-10...10, salt + year + 2)
      steps.append(.init(week: week, value: Int(amount.rounded())))
    }
    return steps
  }
}
