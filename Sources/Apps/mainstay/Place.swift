import ArgumentParser
import Blueprint
import Foundation
import Storage

/// Where the data lies: `--database`, `MAINSTAY_DATABASE`, or a file in the user's data folder.
struct Place: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The data file, or a postgres:// URL.", valueName: "PATH"))
  var database: String?

  var path: String {
    if let database { return database }
    if let path = ProcessInfo.processInfo.environment["MAINSTAY_DATABASE"], !path.isEmpty { return path }
    return Place.dataFolder + "/mainstay.sqlite"
  }

  var location: DatabaseLocation { DatabaseLocation(path) }

  /// Uploads and files of jobs: beside the data file, or in the data folder for a server's database.
  var folder: String {
    if case .file(let path) = location { path + ".files" } else { Place.dataFolder + "/files" }
  }

  static var dataFolder: String {
    let environment = ProcessInfo.processInfo.environment
    let shared = environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 }
    return (shared ?? (environment["HOME"] ?? ".") + "/.local/share") + "/mainstay"
  }

  /// Makes the folder of the data file where there is none.
  func makeFolder() throws {
    if case .file(let path) = location {
      try FileManager.default.createDirectory(
        at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
    }
  }

  /// Opens the database and brings its tables up to date.
  func open(options: DatabaseOptions = DatabaseOptions()) async throws -> Database {
    try makeFolder()
    let database = try await Database.open(location, options)
    try await Product.migrator.run(database)
    return database
  }

  /// What a command does as the person at the machine.
  func context(_ database: Database) -> Context {
    Context(
      actor: .commandLine, now: Date(), database: database, requestID: "command-line", folder: folder)
  }
}
