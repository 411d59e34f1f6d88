@testable import Team
import Foundation
import Testing

struct BackoffTests {
  private let last = Date(timeIntervalSince1970: 1_000_000)

  @Test func `four failures of an account cost nothing`() {
    #expect(Backoff.account.opens(after: 4, last: last) == nil)
  }

  @Test func `from the fifth failure on each doubles the wait, up to a quarter of an hour`() {
    let waits = (5...12).map { Backoff.account.opens(after: $0, last: last)?.timeIntervalSince(last) }
    #expect(waits == [30, 60, 120, 240, 480, 900, 900, 900])
  }

  @Test func `an address may fail twenty times`() {
    #expect(Backoff.address.opens(after: 19, last: last) == nil)
    #expect(Backoff.address.opens(after: 20, last: last) == last.addingTimeInterval(30))
  }

  @Test func `the wait never overflows`() {
    #expect(Backoff.account.opens(after: 5_000, last: last) == last.addingTimeInterval(900))
  }

  @Test(arguments: [
    ("203.0.113.7", "203.0.113.7"), ("::ffff:203.0.113.7", "203.0.113.7"),
    ("2001:DB8::1", "2001:db8:0:0::/64"),
    ("2001:db8:0:0:ffff::9", "2001:db8:0:0::/64"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ("fe80::1%eth0", "fe80:0:0:0::/64"), ("2001:0db8:0001::1", "2001:db8:1:0::/64"), ("", ""),
  ])
  func `an IPv6 network counts as one address`(address: String, key: String) {
    #expect(AddressKey.of(address) == key)
  }
}
