import ArgumentParser
import Foundation
import Kernel
import Storage

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Load an export into an empty database.")
  @Option(help: ArgumentHelp("A folder that “mainstay export” wrote.", valueName: "FOLDER")) var all: String?
  @OptionGroup var place: Place

  func run() async throws {
    guard let all else { throw DataRefusal.nothingToImport }
    let database = try await place.open()
    let rows = try await Exchange.importAll(all, into: database)
    print("Loaded \(DisplayNumber.grouped(rows)) rows.")
    try await database.close()
  }
}
