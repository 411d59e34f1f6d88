import ArgumentParser
import Foundation
import Kernel
import Storage

struct Migrate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Bring the database's tables up to date.")
  @OptionGroup var place: Place

  func run() async throws {
    try place.makeFolder()
    let database = try await Database.open(place.location)
    let applied = try await Product.migrator.run(database)
    print(applied.isEmpty ? "Nothing to do: the database is up to date." : applied.joined(separator: "\n"))
    try await database.close()
  }
}

struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Write a safe copy, also while the server runs.")
  @Argument(help: "The file to write.") var file: String
  @OptionGroup var place: Place

  func run() async throws {
    let database = try await place.existing()
    try await Backup.take(database, to: file)
    let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
    print("Wrote \(file), \(DisplayNumber.grouped(size)) bytes.")
    try await database.close()
  }
}

struct Restore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put a copy in the database's place; a damaged copy is refused before anything is touched.")
  @Argument(help: "The copy.") var file: String
  @OptionGroup var place: Place

  func run() async throws {
    try await Backup.restore(file, into: place.location, Product.migrator)
    print("Restored \(file).")
  }
}

struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Check that the database is sound.")
  @OptionGroup var place: Place

  func run() async throws {
    let problems = try await Backup.verify(place.location)
    guard problems.isEmpty else { throw DataRefusal.unsound(problems) }
    print("Sound: every page reads, every reference holds.")
  }
}

struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write everything as CSV with a schema and checksums, to load into either kind of database.")
  @Argument(help: "A new or empty folder.") var folder: String
  @OptionGroup var place: Place

  func run() async throws {
    let database = try await place.existing()
    try await Exchange.export(database, to: folder)
    print("Wrote \(folder).")
    try await database.close()
  }
}

enum DataRefusal: Refusal {
  case unsound([String])
  case noDatabase(String)
  case noFile(String)
  case unfinishedDemo(String)

  var status: Int { 422 }
  var code: String { "data-refused" }
  var message: String {
    switch self {
    case .unsound(let problems):
      "the database is not sound: \(problems.joined(separator: "; ")). Restore the last good backup."
    case .noDatabase(let path):
      "there is no database at \(path). “mainstay demo” makes one with an invented company, “mainstay serve” an empty one."
    case .noFile(let path): "there is no file “\(path)”. Nothing was changed; check the path."
    case .unfinishedDemo(let path):
      "the demo company in \(path) was cut short while it was made. Delete the database and run “mainstay demo” again."
    }
  }
}

extension Place {
  /// Opens a database that must be there.
  func existing() async throws -> Database {
    if case .file(let path) = location, !FileManager.default.fileExists(atPath: path) {
      throw DataRefusal.noDatabase(path)
    }
    return try await open()
  }
}
