package import Blueprint
import Foundation
import Kernel
import Secrets
import Storage
package import Team

/// A user's calendar for subscribing to: meetings, visits and what is due, at an address that only they know.
package struct CalendarFeed: Reply {
  /// Shown once; kept as a fingerprint only.
  package let address: String

  package static let wasMade = EventKind<User>("calendar-feed.made")
  package static let wasEnded = EventKind<User>("calendar-feed.ended")

  /// Makes a new address; the old one stops working.
  package static func make(_ context: Context) async throws -> CalendarFeed {
    let secret = Entropy.randomToken()
    try await context.write { db in
      guard try User.find(context.actor.user, db) != nil else { throw ActivityRefusal.ownerUnknown }
      try save(context.actor.id, hash: SHA256.hex(secret), at: context.now, db)
      try context.publish(wasMade, context.actor.user, db)
    }
    return CalendarFeed(address: "/calendars/\(secret).ics")
  }

  package static func end(_ context: Context) async throws {
    try await context.write { db in
      try remove(context.actor.id, db)
      try context.publish(wasEnded, context.actor.user, db)
    }
  }

  /// The calendar behind an address, as its user may see it now; whoever may not sign in any more has none.
  package static func calendar(_ secret: String, _ context: Context) async throws -> String {
    let secret = secret.hasSuffix(".ics") ? String(secret.dropLast(4)) : secret
    let today = context.today
    return try await context.read { db in
      guard let user = try user(hash: SHA256.hex(secret), db), let actor = try User.actor(user, db) else {
        throw ActivityRefusal.noSuchFeed
      }
      let mine: SQL = "i.owner_id = \(user) AND i.kind IN ('meeting', 'visit', 'call')"
      let days: SQL = "i.on_day >= \(today.advanced(by: -60)) AND i.on_day <= \(today.advanced(by: 400))"
      let meetings = try Interaction.records(where: "\(mine) AND \(days)", for: actor, limit: 1_000, db)
      let tasks = try WorkTask.rows(
        where: "t.owner_id = \(user) AND t.closed_on IS NULL AND t.due_day IS NOT NULL", for: actor,
        limit: 1_000, db)
      return CalendarText.write(meetings, tasks, name: "Mainstay: \(actor.name)", at: context.now)
    }
  }

  static let endpoints: [Endpoint] = [
    Endpoint(.get, "/calendar-feed", "Your calendar for subscribing to", allow: .viewer) {
      (_: NoInput, context) in
      FeedState(isOn: try await context.read { try isOn(context.actor.id, $0) })
    }.page { (state: FeedState, visit) in page(state, visit) },
    Endpoint(.post, "/calendar-feed", "Make a new secret address for your calendar", allow: .viewer) {
      (_: NoInput, context) in try await make(context)
    }.page { (feed: CalendarFeed, visit) in shown(feed, visit) }.secret,
    Endpoint(.delete, "/calendar-feed", "End your calendar's address", allow: .viewer) {
      (_: NoInput, context) in
      try await end(context)
      return FeedState(isOn: false)
    },
    Endpoint(download: "/calendars/{secret}", "The calendar behind a secret address", allow: .anyone) {
      (input: Asked, context) in
      let text = try await calendar(input.secret, context)
      return Download(
        name: "mainstay.ics", type: "text/calendar; charset=utf-8", content: .bytes(Array(text.utf8)))
    },
  ]

  struct Asked: Codable, Sendable { var secret: String }

  package struct FeedState: Reply, Located {
    package let isOn: Bool
    package var location: String { "/calendar-feed" }
  }
}
