import Blueprint
import Foundation
import Insights
import Storage

/// What nobody asks for and time brings: looked for now and then while the program serves.
enum Clockwork {
  private static let pause = Duration.seconds(15)

  static func run(_ database: Database, _ place: Place, log: @Sendable (String) -> Void) async {
    while !Task.isCancelled {
      do {
        try await InsightClock.tick(place.context(database))
      } catch {
        log("clock: \(error)")
      }
      do { try await Task.sleep(for: pause) } catch { return }
    }
  }
}
