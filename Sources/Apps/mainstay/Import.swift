import ArgumentParser
import Accounts
import Blueprint
import Foundation
import Kernel
import Sales
import Storage

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Import a sales file, or load an export into an empty database.")

  @Argument(help: "The file: CSV, TSV or JSON lines, plain or gzip, or an XLSX workbook.") var file: String?
  @Option(help: "A loader's name, or “auto” to recognise the file.") var loader = "auto"
  @Option(help: ArgumentHelp("A setting of the loader, as NAME=VALUE.", valueName: "NAME=VALUE")) var set:
    [String] = []
  @Option(name: .customLong("as"), help: "What the file holds: sales, deals, accounts, products or persons.")
  var kind = "sales"
  @Flag(help: "Print one JSON object instead of words.") var json = false
  @Option(help: ArgumentHelp("A folder that “mainstay export” wrote.", valueName: "FOLDER")) var all: String?
  @OptionGroup var place: Place

  func run() async throws {
    if let all { return try await loadExport(all) }
    guard let file else { throw ValidationError("name a file, or --all FOLDER with an export.") }
    guard FileManager.default.fileExists(atPath: file) else { throw DataRefusal.noFile(file) }
    let database = try await place.open()
    try FileManager.default.createDirectory(atPath: place.folder, withIntermediateDirectories: true)
    if kind != "sales" {
      let records = RecordFile(path: file, kind: kind, settings: try parameters, isJSON: json)
      print(try await records.load(place.context(database)))
      return try await database.close()
    }
    let meter = ProgressLine(isShown: !json)
    let result = try await SalesImport.fromFile(
      file, loader: loader, parameters: try parameters, place.context(database)
    ) { done, total, word in meter.show(done, total, word) }
    meter.end()
    print(json ? try JSON.text(of: result) : words(of: result))
    try await database.close()
  }

  private var parameters: [String: String] {
    get throws {
      try set.reduce(into: [:]) { found, pair in
        let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw ValidationError("write --set NAME=VALUE, not “\(pair)”.") }
        found[parts[0]] = parts[1]
      }
    }
  }

  private func words(of result: ImportResult) -> String {
    if result.isRepeat { return "\(result.fileName) is in already: nothing was changed." }
    func count(_ number: Int) -> String { DisplayNumber.grouped(number) }
    var lines = [
      "Imported \(result.fileName) with the loader “\(result.loader)”.",
      "  \(count(result.accepted)) rows accepted, \(count(result.rejected)) rejected, "
        + "\(count(result.duplicates)) known already, \(count(result.restated)) restated, "
        + "\(count(result.unknown)) unknown codes.",
    ]
    for (measure, total) in result.totals.sorted(by: { $0.key < $1.key }) {
      lines.append("  \(measure): \(total)")
    }
    if !result.method.isEmpty { lines.append("  Weeks: \(result.method)") }
    lines += result.warnings.map { "  Note: \($0)" }
    lines += (result.findings ?? []).map { "  Seen: \($0)" }
    lines += (result.controls ?? []).map {
      "  The file's own total of \($0.measure), \($0.file), \($0.ties ? "ties." : "is not \($0.read).")"
    }
    lines += result.firstRejects.prefix(5).map { "  Line \($0.line), \($0.field): \($0.reason)" }
    return lines.joined(separator: "\n")
  }

  private func loadExport(_ folder: String) async throws {
    let database = try await place.open()
    let rows = try await Exchange.importAll(folder, into: database, Product.migrator)
    print("Loaded \(DisplayNumber.grouped(rows)) rows.")
    try await database.close()
  }
}
