/// What is particular about one item in one store.
struct StoreItem {
  /// Place in the order in which stores take the item on, and in which they drop it.
  let place: Double
  let leaving: Double
  let noise: Draw
  private let own: Draw

  /// `draw` is the retailer's for `.storeItem`.
  @inline(__always)
  init(_ draw: Draw, item: Int, store: Int) {
    own = draw.at(item).at(store)
    place = own.unit(0)
    leaving = own.unit(1)
    noise = own
  }

  /// Sales against what the store's size lets expect: 0.6 to 1.7, on average about 1.
  var liking: Double { Curve.exp((own.unit(2) + own.unit(3) - 1) * 0.52) * 0.978 }

  func weeks(_ distribution: DemoDistribution) -> Range<Int>? {
    distribution.weeks(ofStoreAt: place, leaving: leaving)
  }
}
