/// Invented towns: 24 beginnings times 14 endings.
enum Places {
  static let beginnings = [
    "Alder", "Amber", "Bram", "Calder", "Corn", "Dun", "Elms", "Fallow", "Gorse", "Hazel", "Iron", "Kestrel",
    "Larch", "Mallow", "Nettle", "Otter", "Pebble", "Quarry", "Rowan", "Sallow", "Tarn", "Umber", "Wick",
    "Yarrow",
  ]
  static let endings = [
    "combe", "crest", "dell", "fold", "garth", "haven", "hurst", "ling", "marsh", "mere", "reach", "stead",
    "thorpe", "wold",
  ]

  static var count: Int { beginnings.count * endings.count }

  /// A town by number; nearby numbers sound different.
  static func town(_ number: Int) -> String {
    let place = number * 101 % count
    return beginnings[place % beginnings.count] + endings[place / beginnings.count]
  }
}
