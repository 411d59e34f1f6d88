import ArgumentParser
import Blueprint
import Demo
import Foundation
import Jobs
import Kernel
import Sales
import Storage
import Web

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Serve the pages and the API.")

  @OptionGroup var place: Place
  @Option(help: "The address to listen on.") var host = "127.0.0.1"
  @Option(help: "The port; 0 takes a free one.") var port = 8080
  @Flag(help: "Send cookies over TLS only: set it behind a TLS proxy.") var secureCookies = false
  @Flag(help: "Leave the requests out of the log.") var quiet = false

  func run() async throws {
    let database = try await place.open()
    if try await database.read({ db in try DemoDatabase.isIncomplete(db) }) {
      throw DataRefusal.unfinishedDemo(place.location.description)
    }
    try FileManager.default.createDirectory(
      atPath: place.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let lock = try ServerLock.take(place)
    let isFile = if case .file = place.location { true } else { false }
    if lock == nil, isFile { throw ServeRefusal.inUse(place.location.description) }
    // Several servers may share a PostgreSQL; a file is ours alone.
    let name = lock?.worker ?? ID<Worker>.new().text
    try await database.write { db in try Job.requeueOrphans(of: isFile ? nil : name, db) }
    try await SalesImport.sweep(place.context(database))
    var options = Site.Options()
    options.secureCookies = secureCookies
    options.logsRequests = !quiet
    options.log = Serve.log
    let site = try Product.site(database, folder: place.folder, options: options)
    let worker = Product.worker(database, folder: place.folder, name: name, log: Serve.log)
    let server = Server(site, host: host, port: port) { address in
      FileHandle.standardOutput.write(Data("Mainstay listens on \(address)\n".utf8))
    }
    let working = Task { await worker.run() }
    do {
      try await server.run()
    } catch {
      working.cancel()
      throw error
    }
    await Serve.end(working)
    try await database.close()
    withExtendedLifetime(lock) {}
  }

  /// Waits for the job under way, but not for minutes: one that does not hear of the end is begun again after the next
  /// start.
  private static func end(_ working: Task<Void, Never>) async {
    working.cancel()
    let patience = Task {
      try await Task.sleep(for: .seconds(10))
      _exit(0)
    }
    await working.value
    patience.cancel()
  }

  @Sendable static func log(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}
