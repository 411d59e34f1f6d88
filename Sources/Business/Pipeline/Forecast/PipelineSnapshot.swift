import Accounts
import Blueprint
package import Kernel

/// What was said of the pipeline on a day, and what became of it.
package struct PipelineSnapshot: Reply {
  /// By what had been recorded by then, or by all that is known today of that day.
  package enum Knowledge: String, Choice { case then, now }

  package struct Line: Codable, Hashable, Sendable {
    package let stage: String
    package let count: Int
    package let value: Money
    package let weighted: Money
    package let won: Int
    package let wonValue: Money
    package let lost: Int
    package let open: Int
  }
  package struct Entry: Codable, Hashable, Sendable {
    package let id: ID<Deal>
    package let name: String
    package let account: String?
    package let stageThen: String
    package let stageNow: String
    package let outcome: Outcome
    package let valueThen: Money?
    package let valueNow: Money?
    package let closeThen: Day?
    package let closeNow: Day?
    package let chanceThen: BasisPoints
  }

  package let on: Day
  package let known: Knowledge
  package let currency: Currency
  package let lines: [Line]
  package let unvalued: Int
  /// The largest by what they were worth then.
  package let entries: [Entry]

  package var count: Int { lines.reduce(0) { $0 + $1.count } }
  package var value: Money { sum(\.value) }
  package var weighted: Money { sum(\.weighted) }
  package var wonValue: Money { sum(\.wonValue) }
  package var won: Int { lines.reduce(0) { $0 + $1.won } }
  package var lost: Int { lines.reduce(0) { $0 + $1.lost } }
  package var open: Int { lines.reduce(0) { $0 + $1.open } }

  private func sum(_ path: KeyPath<Line, Money>) -> Money {
    lines.reduce(Money.zero(currency)) { $0 + $1[keyPath: path] }
  }

  package struct Wanted: Codable, Sendable {
    /// The first day of this month, when left out.
    package var on: Day?
    package var known: Knowledge?
    package var process: ID<DealProcess>?

    package init(on: Day? = nil, known: Knowledge? = nil) {
      self.on = on
      self.known = known
    }
  }

  static let mostEntries = 50
}
