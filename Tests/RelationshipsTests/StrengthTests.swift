import Activity
import Blueprint
import Foundation
import Kernel
import People
import Statistics
import Testing

@testable import Relationships

@Suite struct StrengthTests {
  private let today = Day("2026-11-22")!

  private func contact(
    _ kind: Interaction.Kind, _ daysAgo: Int, _ direction: Interaction.Direction = .both
  ) -> Strength.Contact {
    Strength.Contact(
      interaction: .new(), subject: "x", kind: kind, direction: direction, day: today.advanced(by: -daysAgo))
  }

  @Test func `the sum is the weights fading with age, and what is shown adds up to it`() {
    // 4 x e^0 = 4.000; 2 x e^-1 = 0.736; 5 x e^-0.5 = 3.033.
    let it = Strength([contact(.meeting, 0), contact(.call, 120), contact(.visit, 60)], on: today)
    #expect(it.parts.map(\.value) == [4_000, 3_033, 736])
    #expect(it.sum == it.parts.map(\.value).reduce(0, +) && it.sum == 7_769)
    #expect(it.reciprocity == 1_000 && it.score == it.sum)
    // 100 x (1 - e^(-7.769 / 12)) = 47.7
    #expect(it.index == 48)
  }

  @Test func `who never answers counts half, who answers as often as we begin counts whole`() {
    #expect(Strength.reciprocity(ours: 1_000, theirs: 0, mutual: 0) == 500)
    #expect(Strength.reciprocity(ours: 700, theirs: 700, mutual: 0) == 1_000)
    #expect(Strength.reciprocity(ours: 0, theirs: 0, mutual: 10) == 1_000)
    // One in four begun by them: the smaller side has a quarter, twice that is a half.
    #expect(Strength.reciprocity(ours: 750, theirs: 250, mutual: 0) == 750)
    #expect(Strength.reciprocity(ours: 0, theirs: 0, mutual: 0) == 500)
  }

  @Test func `notes, the future and what is long past do not count`() {
    let it = Strength(
      [contact(.note, 1), contact(.call, -5), contact(.visit, Strength.reach + 1)], on: today)
    #expect(it.parts.isEmpty && it.index == 0 && it.confidence == .none && it.word == "None")
  }

  @Test func `the confidence says on how many contacts of late it rests`() {
    #expect(Strength([contact(.call, 10)], on: today).confidence == .low)
    #expect(Strength((0..<3).map { contact(.call, $0) }, on: today).confidence == .medium)
    #expect(Strength((0..<8).map { contact(.call, $0) }, on: today).confidence == .high)
    #expect(Strength((0..<8).map { contact(.call, 300 + $0) }, on: today).confidence == .none)
  }

  @Test func `more contact, later contact and answered contact never weaken`() {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<200 {
      let kinds: [Interaction.Kind] = [.call, .email, .meeting, .visit]
      let some = (0..<generator.int(in: 1...20)).map { _ in
        contact(kinds[generator.int(in: 0...3)], generator.int(in: 0...400), .ours)
      }
      let base = Strength(some, on: today)
      #expect(Strength(some + [contact(.email, 30, .theirs)], on: today).score >= base.score)
      #expect((0...100).contains(base.index) && base.theirs + base.ours + base.mutual == base.sum)
    }
  }

  @Test func `seventy percent through one person is no risk yet, more is`() {
    let a = ID<Person>.new(), b = ID<Person>.new()
    #expect(SingleThread.find(taking: [a: 7, b: 4], of: 10) == nil)
    #expect(SingleThread.find(taking: [a: 71, b: 40], of: 100)?.share == 71)
    #expect(SingleThread.find(taking: [a: 4], of: 4) == nil)
    #expect(SingleThread.find(taking: [:], of: 0) == nil)
  }

  @Test func `coverage counts the roles that are asked for, support weighs stance by power`() {
    let it = Coverage(required: [.champion, .sponsor, .economicBuyer], held: [.champion, .user, .champion])
    #expect((it.covered, it.share, it.missing) == (1, 33, [.economicBuyer, .sponsor]))
    #expect(Coverage(required: [], held: [.user]).share == nil)
    // (4 x 1 + 2 x -2) / (4 x 2 + 2 x 2) = 0; (4 x 2 + 1 x 0) / (8 + 2) = 80 %.
    #expect(Coverage.support([(.decisive, .supporter), (.medium, .opponent)]) == 0)
    #expect(Coverage.support([(.decisive, .advocate), (.low, .neutral)]) == 80)
    #expect(Coverage.support([(.low, .opponent)]) == -100)
    #expect(Coverage.support([]) == nil)
  }

  @Test func `the map puts everybody once and nobody on top of another, even where lines go in circles`() {
    let people = (0..<300).map { _ in ID<Person>.new() }
    var bosses: [ID<Person>: ID<Person>] = [:]
    for place in 10..<200 { bosses[people[place]] = people[place / 6] }
    (bosses[people[250]], bosses[people[251]]) = (people[251], people[250])
    bosses[people[299]] = .new()
    let layout = MapLayout(people, bosses: bosses, places: [:])
    #expect(Set(layout.boxes.map(\.person)).count == 300 && layout.boxes.count == 300)
    for one in layout.boxes {
      for other in layout.boxes where other != one {
        let meets = abs(one.x - other.x) < MapLayout.width && abs(one.y - other.y) < MapLayout.height
        #expect(!meets, "\(one) and \(other)")
        if meets { return }
      }
    }
  }
}
