import Kernel
import Statistics

/// The arithmetic of whitespace: who is alike, and what like places buy. Pure.
struct WhitespaceGrid: Sendable {
  /// How many like places an estimate is made of.
  static let peers = 5

  let places: [Int32]
  /// Sales by place and offering, in minor units; nothing sold is left out.
  let sales: [Int32: [Int32: Int64]]
  private let profiles: [Int32: StoreProfile]

  init(places: [Int32], sales: [Int32: [Int32: Int64]]) {
    self.places = places
    self.sales = sales
    var profiles: [Int32: StoreProfile] = [:]
    for place in places {
      let own = (sales[place] ?? [:]).mapValues { Double($0) }
      if own.values.contains(where: { $0 > 0 }) {
        profiles[place] = StoreProfile(number: place, banner: 0, segments: own)
      }
    }
    self.profiles = profiles
  }

  struct Guess: Hashable, Sendable {
    let low: Int64
    let middle: Int64
    let high: Int64
    let confidence: Double
    let peers: [Int32]
  }

  /// What a place would buy of an offering, if it bought as much of it, for its size, as the places most like it do.
  func guess(_ place: Int32, _ offering: Int32) -> Guess? {
    guard let own = profiles[place] else { return nil }
    let sellers = places.filter { ($0 != place) && (sales[$0]?[offering] ?? 0) > 0 }.compactMap {
      profiles[$0]
    }
    let nearest = own.nearest(Self.peers, of: sellers)
    let guesses = nearest.map { peer -> Double in
      let theirs = Double(sales[peer.store.number]?[offering] ?? 0)
      // Without the offering itself: it is what differs.
      let rest = peer.store.total - theirs
      return rest > 0 ? theirs * own.total / rest : 0
    }
    guard let range = PeerRange(guesses) else { return nil }
    return Guess(
      low: Int64(range.low.rounded()), middle: Int64(range.middle.rounded()),
      high: Int64(range.high.rounded()),
      confidence: range.confidence, peers: nearest.map(\.store.number))
  }
}
