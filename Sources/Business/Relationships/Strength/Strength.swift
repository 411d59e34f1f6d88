package import Activity
import Blueprint
package import Kernel
import People
import Statistics

/// How strong the relationship with a person is, computed from what really happened, with the sum that it came from.
///
/// Each contact counts its weight, fading with age; the sum is held down where only one side ever begins. An opinion never
/// enters here: it stands beside.
package struct Strength: Codable, Hashable, Sendable {
  /// One contact and what it adds.
  package struct Part: Codable, Hashable, Sendable {
    package let interaction: ID<Interaction>
    package let subject: String
    package let kind: Interaction.Kind
    package let direction: Interaction.Direction
    package let day: Day
    package let age: Int
    package let weight: Int
    /// In thousandths.
    package let value: Int
  }

  package enum Confidence: String, Choice {
    case none, low, medium, high
  }

  /// The parts that count, newest first.
  package let parts: [Part]
  /// Sum of the parts, in thousandths.
  package let sum: Int
  /// The parts that they began, that we began, and that were mutual, in thousandths.
  package let theirs: Int
  package let ours: Int
  package let mutual: Int
  /// 500 to 1,000 thousandths: half where only one side ever begins, whole where both do alike.
  package let reciprocity: Int
  /// Sum x reciprocity, in thousandths.
  package let score: Int
  /// The score brought to 0...100.
  package let index: Int
  package let confidence: Confidence
  package let last: Day?

  /// What is this old counts 37 %.
  package static let tau = 120
  /// Older contact adds less than a third of a percent of its weight and is left out.
  package static let reach = tau * 6
  /// A score of this many thousandths reads 63 of 100.
  static let scale = 12_000

  package static func weight(of kind: Interaction.Kind) -> Int {
    switch kind {
    case .visit: 5
    case .meeting: 4
    case .call: 2
    case .email: 1
    case .note, .file: 0
    }
  }

  /// A contact, as it was noted.
  package struct Contact: Hashable, Sendable {
    package let interaction: ID<Interaction>
    package let subject: String
    package let kind: Interaction.Kind
    package let direction: Interaction.Direction
    package let day: Day

    package init(
      interaction: ID<Interaction>, subject: String, kind: Interaction.Kind, direction: Interaction.Direction,
      day: Day
    ) {
      self.interaction = interaction
      self.subject = subject
      self.kind = kind
      self.direction = direction
      self.day = day
    }
  }

  package init(_ contacts: [Contact], on day: Day) {
    let counted = contacts.filter {
      $0.kind.isContact && $0.day <= day && day.days(since: $0.day) <= Strength.reach
    }.sorted { ($1.day, $1.interaction) < ($0.day, $0.interaction) }
    let values = FadingSum.parts(
      counted.map { (weight: Strength.weight(of: $0.kind), age: day.days(since: $0.day)) }, tau: Strength.tau)
    let parts = zip(counted, values).map { one, value in
      Part(
        interaction: one.interaction, subject: one.subject, kind: one.kind, direction: one.direction,
        day: one.day,
        age: day.days(since: one.day), weight: Strength.weight(of: one.kind), value: value)
    }
    func share(_ direction: Interaction.Direction) -> Int {
      parts.lazy.filter { $0.direction == direction }.map(\.value).reduce(0, +)
    }
    let (theirs, ours, mutual) = (share(.theirs), share(.ours), share(.both))
    self.parts = parts
    sum = values.reduce(0, +)
    (self.theirs, self.ours, self.mutual) = (theirs, ours, mutual)
    reciprocity = Strength.reciprocity(ours: ours, theirs: theirs, mutual: mutual)
    score = (sum * reciprocity + 500) / 1_000
    index = FadingSum.index(score, scale: Strength.scale)
    confidence = Strength.confidence(parts.count { $0.age <= Strength.tau * 2 })
    last = parts.first?.day
  }

  /// 0.5 + the smaller side's share of all, a mutual contact counting half for each side.
  static func reciprocity(ours: Int, theirs: Int, mutual: Int) -> Int {
    let all = ours + theirs + mutual
    guard all > 0 else { return 500 }
    let smaller = min(ours, theirs) * 2 + mutual
    return 500 + (smaller * 500 + all / 2) / all
  }

  /// By how many contacts of the last eight months it rests on.
  static func confidence(_ count: Int) -> Confidence {
    count == 0 ? .none : count < 3 ? .low : count < 8 ? .medium : .high
  }

  /// In a word.
  package var word: String {
    switch index {
    case 60...: "Strong"
    case 30..<60: "Fair"
    case 1..<30: "Weak"
    default: "None"
    }
  }

  /// A number of thousandths as a reader sees it: 4.37.
  package static func shown(_ thousandths: Int) -> String {
    DisplayNumber.decimal(Int64(thousandths), scale: 3, decimals: 2)
  }
}
