import Blueprint
import Foundation
import Kernel
import Storage
import TestSupport
import Testing

@testable import Sales

struct DropFolderTests {
  private static let file = "store,item,week_ending,units,price\nS1,A,2026-01-04,10,1.50\n"

  private func later(_ world: SalesWorld, _ seconds: TimeInterval) -> Context {
    Context(
      actor: world.context.actor, now: world.context.now.addingTimeInterval(seconds),
      database: world.context.database, requestID: "test", folder: world.folder)
  }

  private func waiting(_ world: SalesWorld) async throws -> [DropWork] {
    try await world.context.read { db in
      try db.all("SELECT input_json FROM jobs WHERE kind = 'sales.drop' AND state = 'queued' ORDER BY id") {
        try JSONDecoder().decode(DropWork.self, from: Data(try $0.text(0).utf8))
      }
    }
  }

  private func put(_ text: String, _ name: String, _ folder: DropFolder, _ world: SalesWorld) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder.path(in: world.folder))/\(name)"))
  }

  private func listed(_ place: String, _ folder: DropFolder, _ world: SalesWorld) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path(in: world.folder) + place).sorted()
  }

  @Test(arguments: Backing.available)
  func `a file that has stopped growing is imported once and moved, with a report`(backing: Backing)
    async throws
  {
    let world = try await SalesWorld.make(backing)
    let folder = try await DropFolder.add(.init(name: "northgate"), world.context)
    try put(Self.file, "week1.csv", folder, world)
    try await DropFolder.look(world.context)
    #expect(try await waiting(world).isEmpty)
    try put(Self.file + "S2,A,2026-01-04,3,1.50\n", "week1.csv", folder, world)
    try await DropFolder.look(later(world, 30))
    #expect(try await waiting(world).isEmpty)
    try await DropFolder.look(later(world, 60))
    try await DropFolder.look(later(world, 90))
    let work = try await waiting(world)
    #expect(work.map(\.file) == ["week1.csv"])
    let outcome = try await DropFolder.take(try #require(work.first), world.context) { _, _, _ in }
    #expect(outcome.isDone && outcome.report.contains("2 rows accepted"))
    #expect(try listed("/done", folder, world) == ["week1.csv", "week1.csv.report.txt"])
    #expect(try await world.rolledUp().units == 13_000)
    // The job was done, and its end was lost: the next run finds nothing left to do.
    let again = try await DropFolder.take(try #require(work.first), world.context) { _, _, _ in }
    #expect(again.isDone && again.batch == nil)
  }

  @Test func `a run killed before the file was moved imports nothing twice`() async throws {
    let world = try await SalesWorld.make()
    let folder = try await DropFolder.add(.init(name: "northgate"), world.context)
    try put(Self.file, "week1.csv.done", folder, world)
    let path = "\(folder.path(in: world.folder))/week1.csv.done"
    _ = try await SalesImport.fromFile(path, loader: "auto", world.context)
    try await DropFolder.look(world.context)
    let work = try #require(try await waiting(world).first)
    let outcome = try await DropFolder.take(work, world.context) { _, _, _ in }
    #expect(outcome.isDone && outcome.report.contains("was in already"))
    #expect(try listed("/done", folder, world) == ["week1.csv", "week1.csv.report.txt"])
    #expect(try await world.rolledUp().units == 10_000)
  }

  @Test func `a file that can't be read is put aside with the reason`() async throws {
    let world = try await SalesWorld.make()
    let folder = try await DropFolder.add(.init(name: "northgate"), world.context)
    try put("a,b\n1,2\n", "odd.csv.done", folder, world)
    try put(Self.file, "sending.csv.part", folder, world)
    try await DropFolder.look(world.context)
    let work = try await waiting(world)
    #expect(work.map(\.file) == ["odd.csv.done"])
    let outcome = try await DropFolder.take(work[0], world.context) { _, _, _ in }
    #expect(!outcome.isDone)
    let report = try String(
      contentsOfFile: "\(folder.path(in: world.folder))/refused/odd.csv.report.txt", encoding: .utf8)
    #expect(report.contains("Nothing in the file says"))
    #expect(try listed("", folder, world) == ["done", "refused", "sending.csv.part"])
  }

  @Test(arguments: ["", "..", "../etc", "a/b", "-x", "Über"])
  func `a name leads nowhere else`(name: String) async throws {
    let world = try await SalesWorld.make()
    await #expect(throws: DropRefusal.badName(name)) {
      _ = try await DropFolder.add(.init(name: name), world.context)
    }
  }

  @Test func `a name and a loader must be right, and a folder can be given up`() async throws {
    let world = try await SalesWorld.make()
    let folder = try await DropFolder.add(.init(name: "northgate"), world.context)
    await #expect(throws: DropRefusal.nameTaken("northgate")) {
      _ = try await DropFolder.add(.init(name: "northgate"), world.context)
    }
    await #expect(throws: LoaderRefusal.self) {
      _ = try await DropFolder.add(.init(name: "other", loader: "nobody"), world.context)
    }
    _ = try await DropFolder.remove(folder.id, world.context)
    #expect(try await world.context.read { try DropFolder.all($0) }.isEmpty)
  }
}
