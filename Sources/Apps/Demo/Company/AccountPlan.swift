/// Builds the account tree, retailer by retailer: nodes first, then its stores in order of number.
struct AccountPlan {
  private(set) var accounts: [DemoAccount] = []
  private(set) var places: [DemoPlaces] = []
  private var bannersOf: [Int: [Int]] = [:]
  private let scale: DemoScale
  private let draw: Draw

  init(seed: UInt64, scale: DemoScale) {
    self.scale = scale
    draw = Draw(seed: seed).of(.store)
    for retailer in RetailerRoster.all { add(retailer) }
    reorganise()
  }

  private mutating func add(_ retailer: DemoRetailer) {
    let group = node(.group, retailer.name, retailer, 0, below: nil)
    let banners = retailer.banners.enumerated().map { place, name in
      node(.banner, name, retailer, place, below: group)
    }
    bannersOf[retailer.index] = banners
    let tops = banners.isEmpty ? [group] : banners
    let dcs = (0..<retailer.dcs).map { dc in
      let banner = dc * tops.count / retailer.dcs
      return addDC(dc, retailer, banner: banner, below: tops[banner])
    }
    let count = scale.stores(retailer.laptopStores)
    let stores = (0..<count).map { addStore($0, retailer, below: dcs[$0 % dcs.count]) }
    places.append(
      DemoPlaces(
        group: group, dcs: dcs, stores: stores, storeCodes: stores.map { accounts[$0].code ?? "" },
        dcCodes: dcs.map { accounts[$0].code ?? "" }))
  }

  private static let regionNames = ["North", "South", "East", "West", "Central", "Coast"]

  /// Two DCs share a region where the retailer has regions.
  private mutating func addDC(_ dc: Int, _ retailer: DemoRetailer, banner: Int, below top: Int) -> Int {
    var parent = top
    if retailer.hasRegions {
      let number = banner * 10 + dc / 2, name = "\(retailer.stem) \(Self.regionNames[dc / 2])"
      let key = key(retailer, .region, number)
      let standing = accounts.lastIndex { $0.key == key }
      parent = standing ?? node(.region, name, retailer, number, below: top)
    }
    let town = Places.town(retailer.index * 17 + dc * 5)
    let what = retailer.channel == .online ? "fulfilment" : "DC"
    return node(.dc, "\(retailer.stem) \(what) \(town)", retailer, dc, below: parent, town, "D\(dc + 1)")
  }

  private mutating func addStore(_ store: Int, _ retailer: DemoRetailer, below dc: Int) -> Int {
    let own = draw.at(retailer.index).at(store), town = Places.town(own.whole(0...Places.count - 1))
    // Numbers grow with gaps, as closed stores leave them.
    let code = String(1_000 + store * 3 + own.whole(0...2, 1))
    let isOnline = retailer.channel == .online
    let name = "\(retailer.stem) \(isOnline ? "delivery " : "")\(town) #\(code)"
    return node(isOnline ? .site : .store, name, retailer, store, below: dc, town, code)
  }

  private mutating func node(
    _ level: DemoAccount.Level, _ name: String, _ retailer: DemoRetailer, _ number: Int, below parent: Int?,
    _ city: String? = nil, _ code: String? = nil
  ) -> Int {
    let links = parent.map { [DemoAccount.Link(parent: $0, fromWeek: 0)] } ?? []
    accounts.append(
      DemoAccount(
        level: level, name: name, retailer: retailer.index, links: links, city: city, code: code,
        key: key(retailer, level, number)))
    return accounts.count - 1
  }

  private func key(_ retailer: DemoRetailer, _ level: DemoAccount.Level, _ number: Int) -> UInt64 {
    let levels: [DemoAccount.Level] = [.group, .banner, .region, .dc, .store, .site]
    return draw.of(.places).at(retailer.index).at(levels.firstIndex(of: level) ?? 0).at(number).key
  }

  /// A banner moves to another group; a chain is taken over and its group ends.
  private mutating func reorganise() {
    let moved = RetailerRoster.movedBanner, merged = RetailerRoster.mergedChain
    if let banner = bannersOf[moved.retailer]?[moved.banner] {
      accounts[banner].links.append(.init(parent: places[moved.to].group, fromWeek: moved.week))
    }
    for banner in bannersOf[merged.retailer] ?? [] {
      accounts[banner].links.append(.init(parent: places[merged.into].group, fromWeek: merged.week))
    }
    accounts[places[merged.retailer].group].isFormer = true
  }
}
