package import Blueprint
package import Kernel
import Storage

extension DealProcess {
  package static let wasAdded = EventKind<DealProcess>("deal-process.added")
  package static let wasChanged = EventKind<DealProcess>("deal-process.changed")

  /// A process as people write it: its open stages line by line, then the names of its two ends.
  package struct New: Codable, Sendable {
    package var name: String
    /// `Proposal; 4 of 10; 60 days`, one a line: what is won of such deals, and how long they usually stay.
    package var stages: String
    package var won: String?
    package var lost: String?

    package init(name: String, stages: String, won: String? = nil, lost: String? = nil) {
      self.name = name
      self.stages = stages
      self.won = won
      self.lost = lost
    }
  }

  package struct Change: Codable, Sendable {
    package var id: ID<DealProcess>
    package var name: String
    package var stages: String
    package var won: String?
    package var lost: String?
    package var version: Int?
  }

  package struct Wanted: Codable, Sendable { package var id: ID<DealProcess> }

  /// A line of a process as people write it.
  struct Line: Equatable {
    let name: String
    let wins: Int
    let losses: Int
    let days: Int
  }

  static func lines(_ text: String) throws(DealRefusal) -> [Line] {
    var lines: [Line] = []
    for (place, line) in text.split(whereSeparator: \.isNewline).enumerated() {
      let parts = line.split(separator: ";", omittingEmptySubsequences: false).map {
        Deal.trimmed(String($0))
      }
      guard let name = parts.first ?? nil else { continue }
      guard name.count <= 80 else { throw .tooLong(field: "stages", limit: 80) }
      let odds = try wins(parts.count > 1 ? parts[1] : nil, place + 1)
      let days = try days(parts.count > 2 ? parts[2] : nil, place + 1)
      lines.append(Line(name: name, wins: odds.wins, losses: odds.losses, days: days))
    }
    guard !lines.isEmpty else {
      throw .wrongStages("Write at least one stage, such as: Proposal; 4 of 10; 60 days")
    }
    guard lines.count <= 12 else {
      throw .wrongStages("A process has at most 12 open stages. Join some of them.")
    }
    return lines
  }

  private static func wins(_ text: String?, _ line: Int) throws(DealRefusal) -> (wins: Int, losses: Int) {
    guard let text else { return (3, 7) }
    let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
    guard numbers.count == 2, numbers[0] > 0, numbers[1] > numbers[0], numbers[1] <= 10_000 else {
      throw .wrongStages(
        "Line \(line): “\(text)” is no share of wins. Write how many of how many are won, such as 4 of 10.")
    }
    return (numbers[0], numbers[1] - numbers[0])
  }

  private static func days(_ text: String?, _ line: Int) throws(DealRefusal) -> Int {
    guard let text else { return 45 }
    guard let days = text.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Int($0) }),
      (1...3_650).contains(days)
    else { throw .wrongStages("Line \(line): “\(text)” is no number of days. Write it such as 45 days.") }
    return days
  }

  package static func add(_ input: New, _ context: Context) async throws -> DealProcess {
    try await context.write { db in
      let all = try all(db), id = ID<DealProcess>.new(at: context.now)
      guard let name = Deal.trimmed(input.name) else { throw DealRefusal.nameMissing }
      try checkName(name, among: all)
      let process = DealProcess(
        id: id, name: name, place: (all.map(\.place).max() ?? 0) + 1, version: 1,
        stages: try merged(id, [], try lines(input.stages), input.won, input.lost, context))
      try insert(process, db)
      try StageOdds.settle(on: context.today, db)
      try context.publish(wasAdded, id, after: ["name": name, "stages": process.text], db)
      return process
    }
  }

  package static func change(_ input: Change, _ context: Context) async throws -> DealProcess {
    try await context.write { db in
      let old = try find(input.id, db)
      if let seen = input.version, seen != old.version {
        throw DealRefusal.changedMeanwhile(now: old.version, theirs: "its stages are \(old.text)")
      }
      var new = old
      guard let name = Deal.trimmed(input.name) else { throw DealRefusal.nameMissing }
      new.name = name
      try checkName(name, among: try all(db).filter { $0.id != old.id })
      new.stages = try merged(old.id, old.stages, try lines(input.stages), input.won, input.lost, context)
      let gone = old.stages.filter { stage in !new.stages.contains { $0.id == stage.id } }
      for stage in gone {
        if try isUsed(stage.id, db) { throw DealRefusal.stageUsed(stage.name) }
        try delete(stage.id, db)
      }
      new.version += 1
      try replace(new, db)
      try StageOdds.settle(on: context.today, db)
      try context.publish(wasChanged, old.id, before: ["stages": old.text], after: ["stages": new.text], db)
      return new
    }
  }

  private static func checkName(_ name: String, among others: [DealProcess]) throws(DealRefusal) {
    if others.contains(where: { SearchKey.fold($0.name) == SearchKey.fold(name) }) {
      throw .badQuestion(field: "name", "Another process is called “\(name)”. Choose another name.")
    }
  }

  /// The stages of these lines: those called as before stay the same, others are new.
  private static func merged(
    _ process: ID<DealProcess>, _ old: [DealStage], _ lines: [Line], _ won: String?, _ lost: String?,
    _ context: Context
  ) throws(DealRefusal) -> [DealStage] {
    let ends = [(Outcome.won, won, "Won"), (.lost, lost, "Lost")]
    let names =
      lines.map { SearchKey.fold($0.name) } + ends.map { SearchKey.fold(Deal.trimmed($0.1) ?? $0.2) }
    guard Set(names).count == names.count else {
      throw .wrongStages("Two stages are called alike. Give each its own name.")
    }
    var stages = lines.enumerated().map { place, line in
      let same = old.first { $0.outcome == .open && SearchKey.fold($0.name) == SearchKey.fold(line.name) }
      return DealStage(
        id: same?.id ?? .new(at: context.now), process: process, place: place + 1, name: line.name,
        outcome: .open, priorWins: line.wins, priorLosses: line.losses, usualDays: line.days)
    }
    for (place, end) in ends.enumerated() {
      let same = old.first { $0.outcome == end.0 }
      stages.append(
        DealStage(
          id: same?.id ?? .new(at: context.now), process: process, place: lines.count + place + 1,
          name: Deal.trimmed(end.1) ?? same?.name ?? end.2, outcome: end.0, priorWins: 1, priorLosses: 1,
          usualDays: 1))
    }
    return stages
  }

  /// Its open stages as people write them.
  var text: String {
    openStages.map { "\($0.name); \($0.priorWins) of \($0.priorWins + $0.priorLosses); \($0.usualDays) days" }
      .joined(separator: "\n")
  }
}
