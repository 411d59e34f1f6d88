import Accounts
package import Activity
package import Blueprint
package import Kernel
package import People
package import Storage

/// All that relies on a person: what has to be looked after when they leave.
package struct Dependents: Reply {
  package struct Named: Codable, Hashable, Sendable {
    package let id: String
    package let name: String
    package let words: String
  }

  package let person: ID<Person>
  package let name: String
  package let strength: Int
  package let word: String
  package let tasks: [TaskRow]
  package let planned: [InteractionRecord]
  /// Who reports to them.
  package let reports: [Named]
  package let influences: [Named]
  package let pairs: [ExecutivePair.Line]
  /// Roles that nobody else holds at an account where they are.
  package let roles: [Named]
  /// Accounts whose dealings run through them.
  package let threads: [Named]
  /// Who else at their accounts we know best.
  package let others: [Named]

  package var count: Int {
    tasks.count + planned.count + reports.count + influences.count + pairs.count + roles.count + threads.count
  }

  package static func find(_ id: ID<Person>, _ context: Context, _ db: Connection) throws -> Dependents {
    let record = try PersonRecord.find(id, for: context.actor, db), today = context.today
    let contacts = try Strength.contacts(of: [id], until: today, for: context.actor, db)
    let strength = Strength(contacts[id] ?? [], on: today)
    let accounts = Set(record.positions.map(\.position).filter { $0.holds(on: today) }.map(\.account))
      .sorted()
    var roles: [Named] = [], threads: [Named] = [], others: [Named] = []
    for account in accounts {
      let all = try AccountRelationships.find(.init(id: account), context, db)
      let rest = Coverage(
        required: all.coverage.required, held: all.people.filter { $0.id != id }.compactMap(\.role))
      roles += rest.missing.filter { !all.coverage.missing.contains($0) }.map {
        Named(id: account.text, name: all.name, words: Words.title($0.rawValue))
      }
      if let thread = all.thread, thread.person == id {
        threads.append(
          .init(
            id: account.text, name: all.name,
            words: "\(thread.through) of \(thread.total) contacts (\(thread.share) %)"))
      }
      others += all.people.filter { $0.id != id }.sorted { ($1.strength, $0.name) < ($0.strength, $1.name) }
        .prefix(3).map {
          Named(id: $0.id.text, name: $0.name, words: "\($0.title), strength \($0.strength)")
        }
    }
    return Dependents(
      person: id, name: record.person.name, strength: strength.index, word: strength.word,
      tasks: try WorkTask.open(with: id, for: context.actor, db),
      planned: try Interaction.planned(with: id, after: today, for: context.actor, db),
      reports: try Position.reports(to: id, on: today, for: context.actor, db).map {
        Named(id: $0.person.text, name: $0.name, words: "reports to them")
      },
      influences: try Influence.names(around: id, on: today, db).map {
        Named(id: "", name: $0.name, words: $0.words)
      },
      pairs: try ExecutivePair.lines(of: nil, until: today, for: context.actor, db).filter {
        $0.pair.person == id
      },
      roles: roles, threads: threads, others: others)
  }
}

/// Somebody leaves: positions end, what they had goes to a successor.
package struct Departure: Codable, Sendable {
  package var id: ID<Person>
  /// The last day; today, when left out.
  package var on: Day?
  package var successor: ID<Person>?

  package init(id: ID<Person>, on: Day? = nil, successor: ID<Person>? = nil) {
    self.id = id
    self.on = on
    self.successor = successor
  }

  package static func carryOut(_ input: Departure, _ context: Context) async throws -> Dependents {
    guard input.id != input.successor else { throw RelationshipRefusal.successorIsLeaver }
    return try await context.write { db in
      let record = try PersonRecord.find(input.id, for: context.actor, db)
      guard record.person.erasedAt == nil else { throw PersonRefusal.erased }
      let successor = try input.successor.map { id in
        do { return try Person.find(id, for: context.actor, db) } catch PersonRefusal.notThere {
          throw RelationshipRefusal.personUnknown
        }
      }
      let day = input.on ?? context.today
      let standing = record.positions.filter { $0.position.holds(on: day) }
      // Without a successor those below report to whom the leaver reported to.
      let boss = successor?.id ?? standing.first?.position.reportsTo
      _ = try Position.leave(input.id, on: day, reportsTo: boss, context, db)
      var handed = 0
      if let successor {
        handed = try WorkTask.hand(from: input.id, to: successor.id, for: context.actor, db)
      }
      for held in standing {
        var note = Interaction.New(
          kind: .note, subject: "\(held.position.title.isEmpty ? "A contact" : held.position.title) leaves",
          account: held.position.account, people: [input.id])
        note.body =
          "Last day \(DisplayNumber.day(day))."
          + (successor == nil
            ? "" : " \(handed) open \(handed == 1 ? "task goes" : "tasks go") to the successor.")
        _ = try Interaction.log(note, context, db)
      }
      return try Dependents.find(input.id, context, db)
    }
  }
}
