import ArgumentParser
import Blueprint
import Demo
import Foundation
import Kernel
import Storage
import Team

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Fill an empty database with an invented company whose truth is known.")

  @Option(help: "The same seed makes the same company.") var seed: UInt64 = 1
  @Option(help: "“laptop”, or about how many weekly facts: 10000 to 1000000000.") var scale = "laptop"
  @Option(
    help: ArgumentHelp("Write each retailer's portal files here instead of a database.", valueName: "DIR"))
  var files: String?
  @OptionGroup var place: Place

  func run() async throws {
    guard let scale = DemoScale(scale) else {
      throw ValidationError("--scale is “laptop” or a number from 10000 to 1000000000.")
    }
    if let files { return try write(scale, to: files) }
    let database = try await place.open()
    let meter = ProgressLine(isShown: true)
    let created = try await DemoDatabase.create(seed: seed, scale: scale, place.context(database)) {
      done, total, word in
      meter.show(done, total, word)
    }
    meter.end()
    print(
      """
      \(created.company): \(DisplayNumber.grouped(created.accounts)) accounts, \(created.items) items, \
      \(DisplayNumber.grouped(created.facts)) weekly sales facts, \(DisplayNumber.grouped(created.shipments)) shipments.
      Sign in with
        e-mail    \(created.email)
        password  \(created.password)
      The password was made for this database and is shown this once.
      """)
    try await database.close()
  }

  private func write(_ scale: DemoScale, to folder: String) throws {
    let directory = URL(filePath: folder, directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let today = Day(ordinal: Int((Date().timeIntervalSince1970 / 86_400).rounded(.down)))
    let calendar = FiscalCalendar.retail454
    let company = DemoCompany(
      seed: seed, scale: scale, lastWeek: DemoCompany.lastCompleteWeek(before: today, calendar: calendar),
      calendar: calendar)
    let writer = PortalWriter(company, into: directory)
    for retailer in company.retailers {
      for file in try writer.write(retailer) { print(file.name) }
      for name in try writer.writeReports(retailer) { print(name) }
    }
  }
}
