import Foundation

@testable import ForecastFiles

/// A text run through the forecast of files: what was written, line by line, and the summary.
struct ForecastedFile {
  let rows: [[String]]
  let summary: ForecastRun.Summary

  init(_ text: String, horizon: Int, seasons: [Int]? = nil, threads: Int = 2) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "in.csv").path, out = folder.appending(path: "out.csv").path
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    summary = try await ForecastRun(horizon: horizon, levels: [80, 95], seasons: seasons, threads: threads)
      .run(file, out: out)
    rows = try String(contentsOfFile: out, encoding: .utf8).split(separator: "\n").map {
      $0.split(separator: ",", maxSplits: 7, omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// Forecast and interval ends of a row.
  func numbers(_ row: Int) -> [Double] { rows[row][2...6].map { Double($0) ?? .nan } }
}
