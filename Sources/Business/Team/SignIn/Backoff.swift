import Foundation

/// How long after failures the next attempt must wait.
struct Backoff: Sendable, Equatable {
  /// Failures that cost nothing.
  let free: Int

  static let account = Backoff(free: 5)
  static let address = Backoff(free: 20)

  /// Older failures are forgotten, and nobody waits for longer than this: a stranger who fails on purpose can
  /// slow the owner of an account down, not lock them out.
  static let window: TimeInterval = 15 * 60
  private static let first: TimeInterval = 30

  /// When the next attempt is heard, after `failures` within the window of which `last` was the latest.
  func opens(after failures: Int, last: Date) -> Date? {
    guard failures >= free else { return nil }
    let doublings = min(failures - free, 10)
    return last.addingTimeInterval(min(Backoff.first * Double(1 << doublings), Backoff.window))
  }
}

/// Whom the failures from an address count against.
enum AddressKey {
  /// The address itself; of IPv6 the first half, since one house holds all of the other.
  static func of(_ address: String) -> String {
    let plain = address.lowercased().split(separator: "%").first.map(String.init) ?? ""
    if let mapped = plain.split(separator: ":").last, mapped.contains(".") { return String(mapped) }
    guard plain.contains(":") else { return plain }
    let halves = plain.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
    func groups(_ text: Substring) -> [Substring] { text.split(separator: ":") }
    let head = groups(halves[0]), tail = halves.count > 1 ? groups(halves[1]) : []
    let gap = Array(repeating: Substring("0"), count: max(0, 8 - head.count - tail.count))
    let network = (head + gap + tail).prefix(4).map { group in
      let digits = group.drop { $0 == "0" }
      return digits.isEmpty ? "0" : String(digits)
    }
    return network.joined(separator: ":") + "::/64"
  }
}
