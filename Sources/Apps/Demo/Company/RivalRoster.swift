/// What the demo company's competitors make: two brands and a store brand in every segment. All names are invented.
enum RivalRoster {
  /// By segment, in the catalogue's order.
  static let brands: [[String]] = [
    ["Ladleworth", "Fennimore"], ["Potswell", "Thriftkettle"], ["Marrowgate", "Simmerby"],
    ["Creamhaven", "Polarby"], ["Lollywick", "Icelark"], ["Frostberry", "Sunpeel"],
    ["Grainwright", "Trailsome"], ["Stoutbar", "Brawnley"], ["Orchardine", "Pipkin Row"],
    ["Tinsel Mill", "Battersby"], ["Stackwell", "Syrupton"], ["Crumbsley", "Biscoe Lane"],
    ["Fizzmere", "Brookspring"], ["Rootwhistle", "Tumblerly"], ["Junipern", "Sharpwick"],
  ]
  static let storeBrand = "Store brand"
  static let itemsPerBrand = 4
  /// Retailers that no market research covers: the online ones.
  static let firstUncovered = 21
}
