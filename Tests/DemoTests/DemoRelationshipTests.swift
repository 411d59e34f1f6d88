import Activity
import Foundation
import Kernel
import People
import Relationships
import Testing

@testable import Demo

/// What is computed of relationships, held against the closeness that was planted.
@Suite struct DemoRelationshipTests {
  private static let plan = DemoContactPlan(Samples.small)

  /// The strength of every contact, from the touches alone.
  private static let strengths: [Int] = {
    let today = Day("2026-11-22")!
    var contacts = [[Strength.Contact]](repeating: [], count: plan.contacts.count)
    for touch in DemoTouchPlan(Samples.small, plan).touches {
      for place in touch.contacts {
        contacts[place].append(
          Strength.Contact(
            interaction: .new(), subject: touch.subject, kind: touch.kind, direction: touch.direction,
            day: today.advanced(by: -touch.daysAgo)))
      }
    }
    return contacts.map { Strength($0, on: today).score }
  }()

  @Test func `relationships come out in the order in which they were planted`() {
    var right = 0, wrong = 0
    for places in Self.plan.byRetailer {
      let here = places.filter { Self.plan.contacts[$0].warmth > 0 && Self.plan.contacts[$0].daysGone == nil }
      for one in here {
        for other in here where Self.plan.contacts[one].warmth > Self.plan.contacts[other].warmth + 0.15 {
          if Self.strengths[one] > Self.strengths[other] { right += 1 } else { wrong += 1 }
        }
      }
    }
    #expect(right > 500)
    #expect(wrong * 50 <= right, "\(wrong) of \(right + wrong) pairs come out the wrong way round")
  }

  @Test func `customers whose dealings run through one person are found, and no others`() {
    var found: [Int] = []
    for (retailer, places) in Self.plan.byRetailer.enumerated() {
      let touches = DemoTouchPlan(Samples.small, Self.plan).touches.filter {
        $0.kind.isContact && $0.daysAgo < SingleThread.days && places.contains($0.contacts[0])
      }
      let people = Dictionary(uniqueKeysWithValues: places.map { ($0, ID<Person>.new()) })
      var counts: [ID<Person>: Int] = [:]
      for touch in touches { for place in touch.contacts { counts[people[place]!, default: 0] += 1 } }
      if SingleThread.find(taking: counts, of: touches.count) != nil { found.append(retailer) }
    }
    #expect(found == DemoContactPlan.singleThreaded)
  }

  @Test func `the silent ones are silent, and nobody else is for so long`() {
    let touches = DemoTouchPlan(Samples.small, Self.plan).touches.filter { $0.kind.isContact }
    for (retailer, places) in Self.plan.byRetailer.enumerated() {
      let last = touches.filter { places.contains($0.contacts[0]) }.map(\.daysAgo).min() ?? 0
      #expect(
        (last >= DemoContactPlan.silentDays) == DemoContactPlan.silent.contains(retailer),
        "\(retailer): \(last)")
    }
  }
}
