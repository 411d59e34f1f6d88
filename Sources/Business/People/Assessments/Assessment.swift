package import Blueprint
package import Kernel

/// What one of us thinks of a person, with what it rests on. Kept beside what is computed, never in its place; two who
/// disagree are both shown.
package struct Assessment: Codable, Hashable, Sendable {
  package let id: ID<Assessment>
  package var person: ID<Person>
  package let role: BuyingRole?
  package let stance: Stance?
  package let power: Power?
  /// How strong the author holds the relationship to be, 0 to 100.
  package let strength: Int?
  package let evidence: String
  package let saidOn: Day
  package let actor: ID<Actor>
  package let actorName: String

  package init(
    id: ID<Assessment>, person: ID<Person>, role: BuyingRole?, stance: Stance?, power: Power?, strength: Int?,
    evidence: String, saidOn: Day, actor: ID<Actor>, actorName: String
  ) {
    self.id = id
    self.person = person
    self.role = role
    self.stance = stance
    self.power = power
    self.strength = strength
    self.evidence = evidence
    self.saidOn = saidOn
    self.actor = actor
    self.actorName = actorName
  }

  package struct New: Codable, Sendable {
    package var id: ID<Person>
    package var role: BuyingRole?
    package var stance: Stance?
    package var power: Power?
    package var strength: Int?
    package var evidence: String?
    /// Today, when left out.
    package var saidOn: Day?

    package init(
      id: ID<Person>, role: BuyingRole? = nil, stance: Stance? = nil, power: Power? = nil,
      strength: Int? = nil,
      evidence: String? = nil, saidOn: Day? = nil
    ) {
      self.id = id
      self.role = role
      self.stance = stance
      self.power = power
      self.strength = strength
      self.evidence = evidence
      self.saidOn = saidOn
    }

    func assessment(_ context: Context) throws(PersonRefusal) -> Assessment {
      guard role != nil || stance != nil || power != nil || strength != nil else { throw .nothingSaid }
      guard let evidence = Person.trimmed(evidence) else { throw .evidenceMissing }
      guard evidence.count <= 2_000 else { throw .tooLong(field: "evidence", limit: 2_000) }
      if let strength, !(0...100).contains(strength) { throw .badStrength(strength) }
      return Assessment(
        id: .new(at: context.now), person: id, role: role, stance: stance, power: power, strength: strength,
        evidence: evidence, saidOn: saidOn ?? context.today, actor: context.actor.id,
        actorName: context.actor.name)
    }
  }

  /// What holds on a day: of each thing the newest word, whoever said it.
  package struct Standing: Codable, Hashable, Sendable {
    package var role: BuyingRole?
    package var stance: Stance?
    package var power: Power?

    package init(role: BuyingRole? = nil, stance: Stance? = nil, power: Power? = nil) {
      self.role = role
      self.stance = stance
      self.power = power
    }
  }

  package static func standing(_ all: [Assessment], on day: Day) -> Standing {
    var standing = Standing()
    for one in all.sorted(by: { ($0.saidOn, $0.id) < ($1.saidOn, $1.id) }) where one.saidOn <= day {
      standing.role = one.role ?? standing.role
      standing.stance = one.stance ?? standing.stance
      standing.power = one.power ?? standing.power
    }
    return standing
  }

  /// The newest opinion on the strength of each author, newest first.
  package static func opinions(_ all: [Assessment], on day: Day) -> [Assessment] {
    var newest: [ID<Actor>: Assessment] = [:]
    for one in all where one.strength != nil && one.saidOn <= day {
      if let other = newest[one.actor], (other.saidOn, other.id) > (one.saidOn, one.id) { continue }
      newest[one.actor] = one
    }
    return newest.values.sorted { ($1.saidOn, $1.id) < ($0.saidOn, $0.id) }
  }
}
