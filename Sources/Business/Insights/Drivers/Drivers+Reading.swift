import Accounts
package import Blueprint
import Catalog
import Kernel
package import Storage
import Statistics

extension Drivers {
  /// Most new, and most lost, items that are listed; all of them count.
  static let mostListings = 12

  /// Drivers of an account, or of one product at it.
  package static func ofAccount(_ query: DriverQuery, _ context: Context, _ db: Connection) throws -> Drivers
  {
    guard let id = ID<Account>(query.id) else { throw AccountRefusal.notThere }
    let product = try query.product.map { text in
      guard let product = ID<Product>(text) else { throw ProductRefusal.notThere }
      return product
    }
    return try read(try DriverReading(account: id, product: product, query, context, db))
  }

  /// Drivers of a product at all accounts that the actor may see.
  package static func ofProduct(_ query: DriverQuery, _ context: Context, _ db: Connection) throws -> Drivers
  {
    guard let id = ID<Product>(query.id) else { throw ProductRefusal.notThere }
    return try read(try DriverReading(account: nil, product: id, query, context, db))
  }

  package static func ofPortfolio(
    _ query: PortfolioDriverQuery, _ context: Context, _ db: Connection
  ) throws -> Drivers {
    try read(try DriverReading(account: nil, product: nil, query.query, context, db))
  }

  private static func read(_ reading: DriverReading) throws -> Drivers {
    guard let ground = try reading.ground() else { return Drivers(reading, nil, nil, [:]) }
    let weeks = try DriverWeeks(reading.query, through: ground.through, reading.calendar)
    return Drivers(reading, ground, weeks, try reading.leaves(ground, weeks))
  }

  private init(
    _ reading: DriverReading, _ ground: DriverReading.Ground?, _ weeks: DriverWeeks?,
    _ leaves: [DriverReading.Key: DriverLeaf]
  ) {
    let query = reading.query, method = query.method ?? .reversible
    let step = DriverSums.step(of: leaves.values)
    var whole = DriverSums(method, step: step)
    for leaf in leaves.values { whole.add(leaf) }
    let splits = reading.splits(leaves),
      split = query.by.flatMap { splits.contains($0) ? $0 : nil } ?? splits[0]
    let groups = reading.groups(leaves, by: split, method, step: step)
    let places = reading.places
    account = places.account
    product = places.product
    accountPath = places.accountPath
    productPath = places.productPath
    self.method = method
    self.split = split
    self.splits = splits
    against = query.against ?? .lastYear
    window = query.from == nil && query.to == nil ? query.window ?? .year : nil
    asKnownOn = query.asKnownOn
    self.weeks = weeks
    lens = ground?.lens
    others = ground?.others ?? []
    through = ground?.through
    before = Int64(clamping: whole.before)
    after = Int64(clamping: whole.after)
    effects = whole.effects
    continuing = Continuing(leaves.values)
    parts = reading.parts(groups, by: split, of: before)
    shift = whole.shift(between: groups.map(\.1))
    new = reading.listings(leaves, .new)
    lost = reading.listings(leaves, .lost)
    focus = Focus(parts.map(\.after))
    focusBefore = Focus(parts.map(\.before))
  }
}

extension Drivers.Continuing {
  init(_ leaves: some Sequence<DriverLeaf>) {
    let both = leaves.filter { $0.standing == .continuing }
    items = both.count
    unitsBefore = both.reduce(0) { $0 + $1.before.units }
    unitsAfter = both.reduce(0) { $0 + $1.after.units }
    valueBefore = both.reduce(0) { $0 + $1.before.value }
    valueAfter = both.reduce(0) { $0 + $1.after.value }
  }
}

extension Drivers.Focus {
  init?(_ values: [Int64]) {
    guard let found = Concentration(values) else { return nil }
    parts = found.parts
    index = Int((found.index * 10_000).rounded())
    top = BasisPoints(Int((found.topShare * 10_000).rounded()))
    topFive = BasisPoints(Int((found.topFiveShare * 10_000).rounded()))
    partsForFourFifths = found.partsForFourFifths
  }
}
