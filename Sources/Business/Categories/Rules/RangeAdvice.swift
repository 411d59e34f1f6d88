/// What to tell the buyer about a pair of items: one that takes space, one that could have it.
package enum RangeAdvice: String, Codable, Sendable {
  /// The category gains whatever part of shoppers walks away, even if the new item sells as little as at its weakest peer.
  case swap
  /// It gains at the middle estimate, and not at the lowest.
  case trySwap
  case keep

  /// Whose item it is does not come into it: our own weak item is to go where that is true.
  package static func of(dropped: Int64, added: PeerEstimate) -> RangeAdvice {
    if added.low > dropped { return .swap }
    return added.middle > dropped ? .trySwap : .keep
  }
}
