package import Blueprint
import Foundation
import Kernel
import Storage

/// What the partial `timeline` places: what happened to a record.
package struct RecordTimeline: Sendable {
  struct Change: Sendable {
    let field: String
    let before: String
    let after: String
  }
  struct Line: Sendable {
    let what: String
    let who: String
    let when: String
    let exactWhen: String
    let eventHref: String?
    let changes: [Change]
  }

  let hasEvents: Bool
  let events: [Line]
  let quietText = "Nothing has happened yet."
  let olderHref: String?

  /// `names` turns what an event holds (the id of a user, say) into what a reader knows.
  package init(_ events: [Event], names: [String: String] = [:], olderHref: String? = nil) {
    hasEvents = !events.isEmpty
    self.olderHref = olderHref
    self.events = events.map { event in
      let exact = Moment.text(event.at)
      let day = Day(String(exact.prefix(10))).map { DisplayNumber.day($0) } ?? ""
      return Line(
        what: RecordTimeline.words(event.kind), who: event.actor,
        when: "\(day), \(exact.dropFirst(11).prefix(5)) UTC",
        exactWhen: exact, eventHref: nil,
        changes: event.changes.map { change in
          Change(
            field: event.title(of: change.field), before: names[change.before] ?? change.before,
            after: names[change.after] ?? change.after)
        })
    }
  }

  /// `account.code-added` reads “Code added”.
  private static func words(_ kind: String) -> String {
    Words.title(kind.split(separator: ".").last.map(String.init) ?? kind)
  }
}
