import Accounts
package import Blueprint
import Catalog
import Kernel
package import Storage

extension PipelineBridge {
  /// The pipeline of an account, or of all that the reader sees, with its parts. Every whole is the sum of its parts.
  package static func read(_ wanted: Wanted, _ context: Context, _ db: Connection) throws -> PipelineBridge {
    let account = try wanted.account.map { try Account.find($0, for: context.actor, db) }
    guard let facts = try PipelineFacts.read(for: account?.id, context, db) else {
      return PipelineBridge(
        account: account.map { .init(id: $0.id.text, name: $0.name) }, path: [], lines: [], parts: [],
        total: nil,
        derived: 0, target: PipelineStock.usualTarget, most: PipelineStock.usualMost, isAssumed: true,
        stock: nil,
        sellInVersion: nil, sellOutVersion: nil)
    }
    let seen = Set(
      try db.all("SELECT a.id FROM accounts a WHERE \(Account.visible(to: context.actor))") {
        try $0.id(0, as: Account.self)
      })
    let reading = PipelineReading(facts, stocks: try PipelineStock.all(db), seen: seen)
    if let account, !reading.places.keys.contains(account.id.text) {
      throw ForecastRefusal.notThere("account")
    }
    return reading.bridge(account?.id.text, weeks: wanted.weeks ?? usualWeeks)
  }
}

/// Facts on their way to one reader's page.
struct PipelineReading {
  private let facts: PipelineFacts
  private let stocks: [String: PipelineStock]
  /// The accounts with flows that the reader sees, and those above them.
  let places: [String: ForecastPlaces.Node]
  private let leaves: [ID<Account>]
  private let derivedLeaves: Set<ID<Account>>
  private let flows: [ID<Account>: PipelineFacts.Flow]

  init(_ facts: PipelineFacts, stocks: [String: PipelineStock], seen: Set<ID<Account>>) {
    (self.facts, self.stocks) = (facts, stocks)
    var places: [String: ForecastPlaces.Node] = [:], flows = facts.flows, derived: Set<ID<Account>> = []
    leaves = facts.flows.keys.filter(seen.contains).sorted()
    for leaf in leaves {
      let path = facts.tree.path(of: leaf)
      for node in path where seen.contains(node.id) {
        places[node.id.text] = .init(id: node.id.text, name: node.name, above: node.above?.text)
      }
      let top = path.last?.id
      let isTold = facts.hasSellIn.contains { facts.tree.path(of: $0).last?.id == top }
      guard !isTold, facts.ahead > 0, let flow = flows[leaf] else { continue }
      derived.insert(leaf)
      flows[leaf]?.sellIn = Self.needed(flow, facts, Self.setting(leaf, facts, stocks), stocks[leaf.text])
    }
    (self.places, self.flows, derivedLeaves) = (places, flows, derived)
  }

  /// The nearest statement at or above an account.
  private static func setting(
    _ leaf: ID<Account>, _ facts: PipelineFacts, _ stocks: [String: PipelineStock]
  ) -> PipelineStock? {
    facts.tree.path(of: leaf).lazy.compactMap { stocks[$0.id.text] }.first
  }

  /// What has to come in so that the cover aimed at lies there at the end of each week; nothing is ever taken back.
  private static func needed(
    _ flow: PipelineFacts.Flow, _ facts: PipelineFacts, _ setting: PipelineStock?, _ count: PipelineStock?
  ) -> [Int64] {
    var sellIn = flow.sellIn
    let tenths = setting?.target ?? PipelineStock.usualTarget
    func aimed(_ place: Int) -> Int64 {
      let pace = PipelineReading.pace(flow.sellOut, behind: place)
      return Int64((Double(pace.sum) * Double(tenths) / Double(10 * max(1, pace.weeks))).rounded())
    }
    var lies = closing(flow, count, facts, at: facts.known - 1) ?? aimed(facts.known - 1)
    for place in facts.known..<(facts.known + facts.ahead) {
      sellIn[place] = max(0, flow.sellOut[place] + aimed(place) - lies)
      lies += sellIn[place] - flow.sellOut[place]
    }
    return sellIn
  }

  /// Sold in the weeks behind a place; at the end of what is known, in the last ones.
  private static func pace(_ sellOut: [Int64], behind place: Int) -> (sum: Int64, weeks: Int) {
    let next = sellOut.dropFirst(place + 1).prefix(PipelineBridge.coverWeeks)
    let weeks = next.isEmpty ? sellOut.suffix(PipelineBridge.coverWeeks) : next
    return (weeks.reduce(0, +), weeks.count)
  }

  /// What lies there at the end of a week, from a count at the end of its own; nil without one.
  private static func closing(
    _ flow: PipelineFacts.Flow, _ count: PipelineStock?, _ facts: PipelineFacts, at place: Int
  ) -> Int64? {
    guard let units = count?.units, let day = count?.countedOn else { return nil }
    let counted = (day.ordinal - facts.first.firstDay.ordinal) / 7
    guard day >= facts.first.firstDay, flow.sellIn.indices.contains(counted) else { return nil }
    func net(_ places: Range<Int>) -> Int64 {
      places.reduce(0) { $0 + flow.sellIn[$1] - flow.sellOut[$1] }
    }
    return place >= counted ? units + net(counted + 1..<place + 1) : units - net(place + 1..<counted + 1)
  }

  // MARK: Wholes

  private func leaves(below account: String?) -> [ID<Account>] {
    guard let account else { return leaves }
    return leaves.filter { facts.tree.path(of: $0).contains { $0.id.text == account } }
  }

  private func sum(_ leaves: [ID<Account>]) -> PipelineFacts.Flow {
    let none = [Int64](repeating: 0, count: facts.known + facts.ahead)
    return leaves.reduce(into: .init(sellIn: none, sellOut: none)) { sum, leaf in
      guard let flow = flows[leaf] else { return }
      for place in none.indices {
        sum.sellIn[place] += flow.sellIn[place]
        sum.sellOut[place] += flow.sellOut[place]
      }
    }
  }

  /// What lies at some accounts together at the end of a week, where counts cover all of them and nothing else.
  private func closing(_ leaves: [ID<Account>], at place: Int) -> Int64? {
    let mine = Set(leaves)
    var counted: Set<String> = [], sum: Int64 = 0
    for leaf in leaves {
      let path = facts.tree.path(of: leaf).map(\.id.text)
      guard let one = path.first(where: { stocks[$0]?.units != nil && places[$0] != nil }) else { return nil }
      counted.insert(one)
    }
    for one in counted {
      let all = facts.flows.keys.filter { facts.tree.path(of: $0).contains { $0.id.text == one } }
      guard mine.isSuperset(of: all),
        let part = Self.closing(self.sum(all), stocks[one], facts, at: place)
      else { return nil }
      sum += part
    }
    return leaves.isEmpty ? nil : sum
  }

  private func lines(_ leaves: [ID<Account>], _ places: Range<Int>) -> [PipelineBridge.Line] {
    let flow = sum(leaves)
    var lies = closing(leaves, at: places.lowerBound - 1)
    return places.map { place in
      let opening = lies
      lies = lies.map { $0 + flow.sellIn[place] - flow.sellOut[place] }
      return .init(
        week: facts.week(place), isForecast: place >= facts.known, opening: opening,
        sellIn: flow.sellIn[place],
        sellOut: flow.sellOut[place], closing: lies, cover: lies.flatMap { cover($0, flow, place) })
    }
  }

  private func cover(_ units: Int64, _ flow: PipelineFacts.Flow, _ place: Int) -> Int? {
    let pace = Self.pace(flow.sellOut, behind: place)
    guard pace.sum > 0 else { return nil }
    return Int((Double(units) * 10 * Double(pace.weeks) / Double(pace.sum)).rounded())
  }

  private func part(
    _ place: ForecastBook.Place, _ leaves: [ID<Account>], _ weeks: Range<Int>
  ) -> PipelineBridge.Part {
    let lines = lines(leaves, weeks), most = setting(place.id)?.most ?? PipelineStock.usualMost
    return .init(
      place: place, opening: lines.first?.opening ?? nil, sellIn: lines.reduce(0) { $0 + $1.sellIn },
      sellOut: lines.reduce(0) { $0 + $1.sellOut }, closing: lines.last?.closing ?? nil,
      cover: lines.last?.cover ?? nil, empty: lines.first { ($0.closing ?? 0) < 0 }?.week,
      above: lines.first { ($0.cover ?? 0) > most }?.week)
  }

  private func setting(_ account: String?) -> PipelineStock? {
    account.flatMap { ID($0) }.flatMap { Self.setting($0, facts, stocks) }
  }

  func bridge(_ account: String?, weeks: Int) -> PipelineBridge {
    let ahead = min(facts.ahead, max(1, weeks)), mine = leaves(below: account)
    let shown = (facts.known - PipelineBridge.usualWeeks)..<(facts.known + ahead)
    // Without a forecast the parts are those of the weeks known.
    let summed = ahead > 0 ? facts.known..<(facts.known + ahead) : shown
    let children = ForecastPlaces.children(of: account, in: places)
    var parts = children.map { node in
      part(.init(id: node.id, name: node.name), leaves(below: node.id), summed)
    }
    let own = mine.filter { $0.text == account }
    if !children.isEmpty, let here = account.flatMap({ places[$0] }), !own.isEmpty {
      parts.append(part(.init(id: here.id, name: "\(here.name) itself"), own, summed))
    }
    let path = ForecastPlaces.path(to: account, in: places), setting = setting(account)
    let whole = path.last ?? ForecastBook.Place(id: "", name: "All accounts")
    return PipelineBridge(
      account: path.last, path: path, lines: lines(mine, shown), parts: parts,
      total: part(whole, mine, summed), derived: mine.count(where: derivedLeaves.contains),
      target: setting?.target ?? PipelineStock.usualTarget, most: setting?.most ?? PipelineStock.usualMost,
      isAssumed: setting == nil, stock: account.flatMap { stocks[$0] }, sellInVersion: facts.sellInVersion,
      sellOutVersion: facts.sellOutVersion)
  }
}
