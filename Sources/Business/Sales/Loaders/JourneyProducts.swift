import Blueprint
import Catalog
import Files
import Foundation
import Kernel
import Storage

/// The product master of The Complete Journey: categories, their types as segments, items with size, maker and brand.
enum JourneyProducts {
  static let name = "complete-journey-products"
  private static let columns = [
    "product_id", "manufacturer_id", "department", "brand", "product_category", "product_type",
    "package_size",
  ]
  private static let atOnce = 5_000

  static func load(_ path: String, _ context: Context) async throws -> ImportResult {
    let start = ProcessTime.seconds
    var result = ImportResult()
    let csv = DelimitedReader(try ByteSource(path: path)), header = try csv.readHeader()
    let places = columns.map { header.firstIndex(of: $0) ?? -1 }
    let missing = zip(columns, places).filter { $0.1 < 0 }.map(\.0)
    guard missing.isEmpty else { throw LoaderRefusal.columnMissing(missing, loader: name, found: header) }
    var items: [Product.Mastered] = []
    while let record = try csv.next() {
      let texts = record.texts
      func text(_ column: Int) -> String {
        places[column] < texts.count ? texts[places[column]][...].trimmedBlanks : ""
      }
      guard !text(0).isEmpty else {
        result.rejected += 1
        let reason = "The product's number is missing. Fill it in, or leave the row out."
        result.firstRejects.append(.init(line: record.line, field: columns[0], reason: reason, text: ""))
        continue
      }
      items.append(item((0..<columns.count).map(text)))
      if items.count == atOnce { try await settle(&items, &result, context) }
    }
    try await settle(&items, &result, context)
    let source = LoaderSpec.completeJourney.source
    (result.loader, result.source) = (name, source.name)
    result.fileName = path.split(separator: "/").last.map(String.init) ?? path
    result.seconds = ProcessTime.seconds - start
    result.peakMemoryBytes = ProcessTime.peakMemoryBytes
    return result
  }

  private static func item(_ texts: [String]) -> Product.Mastered {
    let (code, maker, department, brand) = (texts[0], texts[1], texts[2], texts[3])
    let (category, type, size) = (texts[4], texts[5], texts[6])
    var above = [Product.Mastered.Place(.category, category.isEmpty ? department : category)]
    if !type.isEmpty { above.append(.init(.segment, type)) }
    let what = [type.isEmpty ? "Product" : type, size].filter { !$0.isEmpty }.joined(separator: ", ")
    return Product.Mastered(
      code: code, name: "\(what) (\(code))",
      note: "\(brand) brand of manufacturer \(maker); department \(department).", above: above)
  }

  private static func settle(
    _ items: inout [Product.Mastered], _ result: inout ImportResult, _ context: Context
  ) async throws {
    guard !items.isEmpty else { return }
    let some = items
    let done = try await context.write {
      try Product.settle(some, source: LoaderSpec.completeJourney.source.code, context, $0)
    }
    result.accepted += done.added + done.changed
    result.duplicates += done.same
    items = []
  }
}
