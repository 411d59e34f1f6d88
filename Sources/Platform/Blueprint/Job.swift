package import Foundation
package import Kernel
import Storage

/// A kind of work for later: its name and what it does. Input and result are kept as JSON.
package struct JobKind: Sendable {
  package let name: String
  /// What the reader calls it: "Import of a sales file".
  package let title: String
  package let run: @Sendable (_ input: String, JobRun) async throws -> String

  package init<Input: Codable & Sendable, Output: Encodable & Sendable>(
    _ name: String, _ title: String, _ work: @escaping @Sendable (Input, JobRun) async throws -> Output
  ) {
    self.name = name
    self.title = title
    run = { text, run in
      let input = try JSONDecoder().decode(Input.self, from: Data(text.utf8))
      return try JSON.text(of: try await work(input, run))
    }
  }
}

/// One run of a job: the context it acts in, and how it tells how far it is.
package struct JobRun: Sendable {
  package let job: ID<Job>
  package let context: Context
  /// Done and total in the job's own unit, and a word for the reader. Throws `JobStopped` once it shall end.
  package let report: @Sendable (_ done: Int, _ total: Int, _ word: String) async throws -> Void

  package init(
    job: ID<Job>, context: Context, report: @escaping @Sendable (Int, Int, String) async throws -> Void
  ) {
    self.job = job
    self.context = context
    self.report = report
  }
}

/// Thrown from a report when the reader cancelled the job or the program is stopping.
package struct JobStopped: Error {
  package init() {}
}

/// Stored work: it survives a restart, and a kill.
package struct Job: Codable, Sendable {
  package enum State: String, Choice { case queued, running, done, failed, cancelled }

  package let id: ID<Job>
  package let kind: String
  package let title: String
  package let state: State
  package let done: Int
  package let total: Int
  package let word: String
  /// What the work was given; it stays out of replies, since it may name files of the server.
  package private(set) var input = ""
  package let result: String?
  package let problem: String?
  /// Where the reader sees what it works on.
  package let subject: String?
  package let actor: ID<Actor>
  package let actorName: String
  package let actorRole: Role
  package let createdAt: Date
  package let startedAt: Date?
  package let endedAt: Date?
  package let attempts: Int

  private enum CodingKeys: String, CodingKey {
    case id, kind, title, state, done, total, word, result, problem, subject, actor, actorName, actorRole
    case createdAt, startedAt, endedAt, attempts
  }
}

extension Job {
  static let columns: SQL = """
    id, kind, title, state, done, total, word, input_json, result_json, problem, subject, actor_id, actor_name,
    actor_role, created_at, started_at, ended_at, attempts
    """

  init(_ row: Row) throws {
    id = try row.id(0)
    kind = try row.text(1)
    title = try row.text(2)
    state = State(rawValue: try row.text(3)) ?? .failed
    done = try row.int(4)
    total = try row.int(5)
    word = try row.text(6)
    input = try row.text(7)
    result = try row.textOrNil(8)
    problem = try row.textOrNil(9)
    subject = try row.textOrNil(10)
    actor = try row.id(11)
    actorName = try row.text(12)
    actorRole = Role(rawValue: try row.text(13)) ?? .viewer
    createdAt = try row.moment(14)
    startedAt = try row.momentOrNil(15)
    endedAt = try row.momentOrNil(16)
    attempts = try row.int(17)
  }
}
