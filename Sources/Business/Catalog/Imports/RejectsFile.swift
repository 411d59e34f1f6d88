import Files
import Foundation
package import Blueprint

/// The rows that an import did not take, as they came, with the line and the reason: to be mended and sent again.
package struct RejectsFile {
  private let writer: CSVWriter
  private let width: Int

  /// Begins the file that belongs to an uploaded one.
  package init(for path: String, header: [String]) throws {
    let path = RejectsFile.path(for: path)
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else { throw CocoaError(.fileWriteUnknown) }
    writer = CSVWriter(ByteSink { bytes in try file.write(contentsOf: Data(bytes)) })
    width = header.count
    try writer.row(header + ["Line", "Field", "Reason"])
  }

  package func add(_ cells: [String], line: Int, field: String, _ reason: String) throws {
    let padding = Array(repeating: "", count: max(0, width - cells.count))
    try writer.row(cells.prefix(width) + padding + [String(line), field, reason])
  }

  package func finish() throws { try writer.finish() }

  private static func path(for path: String) -> String { path + ".rejects.csv" }

  package static func download(for path: String) -> Download {
    Download(
      name: "rejects.csv", type: "text/csv; charset=utf-8", content: .file(path: RejectsFile.path(for: path)))
  }
}
