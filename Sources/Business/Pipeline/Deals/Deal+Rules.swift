import Blueprint
package import Kernel

extension Deal {
  /// The longest text that a field of words keeps, and the longest note.
  static let longest = 200
  static let longestNote = 20_000
  /// Amounts beyond this are slips of the pen: a hundred billion.
  static let largest: Int64 = 100_000_000_000

  /// The deal in another stage from a day on. What is closed can be opened again; why it was lost must be said.
  package func moved(
    to stage: DealStage, on day: Day, today: Day, reason: String? = nil, competitor: String? = nil
  ) throws(DealRefusal) -> Deal {
    guard stage.process == process else { throw .stageOfOtherProcess(stage.name) }
    guard stage.id != self.stage else { throw .sameStage(stage.name) }
    guard day <= today else { throw .dayAhead(field: "on", day) }
    guard day >= stageSince else { throw .beforeStage(day, since: stageSince) }
    var new = self
    new.reason = Deal.trimmed(reason) ?? (stage.outcome == outcome ? self.reason : nil)
    new.competitor = Deal.trimmed(competitor) ?? self.competitor
    if stage.outcome == .lost, new.reason == nil { throw .reasonMissing }
    new.stage = stage.id
    new.outcome = stage.outcome
    new.stageSince = day
    new.closedOn = stage.outcome == .open ? nil : day
    return try new.checked()
  }

  /// The deal with another expected day of decision. A later day than before is a push, and counts.
  package func expecting(_ day: Day?) -> Deal {
    guard day != closeOn else { return self }
    var new = self
    new.closeOn = day
    if firstCloseOn == nil { new.firstCloseOn = day }
    if outcome == .open, let day, let old = closeOn, day > old {
      new.pushes += 1
      new.pushedDays += day.days(since: old)
    }
    return new
  }

  /// The same with blanks trimmed and its words and amounts checked.
  func checked() throws(DealRefusal) -> Deal {
    var new = self
    new.name = Deal.trimmed(name) ?? ""
    guard !new.name.isEmpty else { throw .nameMissing }
    new.reason = Deal.trimmed(reason)
    new.competitor = Deal.trimmed(competitor)
    new.nextStep = Deal.trimmed(nextStep)
    new.leadSource = Deal.trimmed(leadSource)
    new.chanceWhy = Deal.trimmed(chanceWhy)
    let words = [
      ("name", new.name), ("reason", new.reason), ("competitor", new.competitor), ("nextStep", new.nextStep),
      ("leadSource", new.leadSource), ("chanceWhy", new.chanceWhy),
    ]
    for (field, text) in words where (text ?? "").count > Deal.longest {
      throw .tooLong(field: field, limit: Deal.longest)
    }
    guard note.count <= Deal.longestNote else { throw .tooLong(field: "note", limit: Deal.longestNote) }
    if let chance = new.ownChance {
      guard (0...10_000).contains(chance.count) else { throw .badChance }
      guard new.chanceWhy != nil else { throw .chanceWithoutWhy }
    }
    if let amount = new.amount {
      guard amount.minor >= 0, amount.minor <= Deal.largest * Deal.units(of: amount.currency) else {
        throw .badAmount(amount.decimalText)
      }
    }
    return new
  }

  /// An amount as people write it: `500000`, `500,000.00` or `500000 EUR`.
  static func amount(_ text: String, _ currency: Currency) throws(DealRefusal) -> Money? {
    guard let trimmed = trimmed(text) else { return nil }
    let words = trimmed.replacing(",", with: "").split { $0.isWhitespace }
    let own = words.count == 2 ? Currency(String(words[1])) : words.count == 1 ? currency : nil
    guard let own, let amount = Money(words[0], own), amount.minor >= 0 else { throw .badAmount(trimmed) }
    return amount
  }

  private static func units(of currency: Currency) -> Int64 {
    (0..<currency.decimals).reduce(1) { sum, _ in sum * 10 }
  }

  /// Text without blanks at its ends; nil where nothing is left.
  static func trimmed(_ text: String?) -> String? {
    guard let text else { return nil }
    let start = text.drop { $0.isWhitespace }
    return start.lastIndex { !$0.isWhitespace }.map { String(start[...$0]) }
  }

  /// Days that it stands in its stage by then.
  package func daysInStage(on today: Day) -> Int { max(0, today.days(since: stageSince)) }
}
