import Blueprint
import Foundation
import Jobs
import Kernel
import Storage
import TestSupport
import Testing

/// What chores say of themselves in the program's log.
@Suite struct ChoreTests {
  private struct Dusty: Error, CustomStringConvertible { let description = "the shelf is dusty" }

  /// What the worker has logged of a chore that ends with an error, and that is cancelled while it works or after.
  private func said(cancelled early: Bool) async throws -> [String] {
    let database = try await Database.temporary(PlatformTables.migrations)
    let (begun, signal) = AsyncStream<Void>.makeStream()
    let (lines, heard) = AsyncStream<String>.makeStream()
    let chore = Chore("shelf.dust", every: 3600) { _ in
      signal.yield()
      if early { try? await Task.sleep(for: .seconds(60)) }
      throw Dusty()
    }
    let worker = Worker(
      kinds: [], chores: [chore], database: database, folder: "", actor: { _ in nil },
      log: { heard.yield($0) })
    let running = Task { await worker.run() }
    for await _ in begun { break }
    var found: [String] = []
    if !early { for await line in lines { found.append(line); break } }
    running.cancel()
    await running.value
    heard.finish()
    for await line in lines { found.append(line) }
    return found
  }

  @Test func `a chore that fails says so`() async throws {
    #expect(try await said(cancelled: false) == ["shelf.dust: the shelf is dusty"])
  }

  @Test func `a chore that is ended in the middle says nothing`() async throws {
    #expect(try await said(cancelled: true) == [])
  }
}
