/// Which series share an item, and which a site.
struct PanelGroups: Sendable {
  /// Series of each item, items in the order of their number.
  let items: [[Int]]
  let sites: [[Int]]
  /// The place of each series' item in `items`.
  let itemOf: [Int]

  init(_ panel: DriverPanel) {
    let numbers = Set(panel.series.map(\.item)).sorted()
    let place = Dictionary(uniqueKeysWithValues: numbers.enumerated().map { ($1, $0) })
    itemOf = panel.series.map { place[$0.item] ?? 0 }
    var items = [[Int]](repeating: [], count: numbers.count)
    for (one, item) in itemOf.enumerated() { items[item].append(one) }
    self.items = items
    let bySite = Dictionary(grouping: panel.series.indices, by: { panel.series[$0].site })
    sites = bySite.keys.sorted().map { bySite[$0] ?? [] }
  }
}
