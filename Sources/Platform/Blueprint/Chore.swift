package import Foundation

/// Something that a running program looks after again and again, such as a folder into which others put files.
///
/// A chore is quick and keeps nothing in memory: what takes time becomes a job.
package struct Chore: Sendable {
  package let name: String
  package let every: TimeInterval
  package let run: @Sendable (Context) async throws -> Void

  package init(
    _ name: String, every: TimeInterval, _ run: @escaping @Sendable (Context) async throws -> Void
  ) {
    self.name = name
    self.every = every
    self.run = run
  }
}
