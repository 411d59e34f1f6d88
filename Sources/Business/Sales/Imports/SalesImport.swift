import Accounts
package import Blueprint
import Catalog
import Files
package import Foundation
import Kernel
import Storage
import Team

/// Brings a file of sales in: all of it, or nothing.
package enum SalesImport {
  /// Imports a request's file, or rehearses it. What a killed run left behind is thrown away first.
  package static func run(
    _ request: ImportRequest, _ context: Context, _ progress: @escaping ImportProgress = { _, _, _ in }
  ) async throws -> ImportResult {
    let start = ProcessTime.seconds
    let calendar = try await context.read { try Company.current($0).calendar }
    let digest = try FileDigest.of(path: request.path)
    let source: SalesSource? =
      request.mode == .store
      ? try await SalesSource.findOrAdd(request.loader, weekEnding: calendar.weekEnding, context)
      : try await context.read { try SalesSource.find(code: request.loader.source.code, $0) }
    if let source,
      let same = try await context.read({
        try SalesBatch.same(digest: digest, loader: request.loader.name, source: source.id, $0)
      })
    {
      return repeated(same)
    }
    if request.mode == .store { try await sweep(digest: digest, context) }
    let run = ImportRun(request: request, context: context, calendar: calendar, progress: progress)
    var result: ImportResult
    do {
      result = try await patiently { try await run.all(source, digest: digest) }
    } catch let error as FactSortFault {
      if case .temporaryFile = error { throw ImportRefusal.diskFull(error.description) }
      throw error
    } catch StorageError.full {
      throw ImportRefusal.diskFull(StorageError.full.description)
    }
    result.seconds = ProcessTime.seconds - start
    result.peakMemoryBytes = ProcessTime.peakMemoryBytes
    return result
  }

  /// Reads the file again where another import brought the same new codes meanwhile.
  private static func patiently(_ all: () async throws -> ImportResult) async throws -> ImportResult {
    for _ in 0..<4 {
      do { return try await all() } catch is CodesBecameKnown { continue }
    }
    throw ImportRefusal.changedMeanwhile
  }

  /// The answer to a file that is in already.
  private static func repeated(_ same: SalesBatch) -> ImportResult {
    var result = same.result
    result.isRepeat = true
    result.duplicates = result.accepted + result.duplicates
    (result.accepted, result.restated, result.facts, result.unknown) = (0, 0, 0, 0)
    result.batch = same.id
    result.warnings = [
      "This file is in already: \(same.fileName), imported on "
        + "\(DisplayNumber.day(Day(same.endedAt ?? same.startedAt))) "
        + "by \(same.actorName). Nothing was changed."
    ]
    return result
  }

  /// Throws away what imports left that were killed: of one file, or of all where `digest` is nil. For the
  /// start of the program and of an import; never while another import of the same file runs.
  ///
  /// Another program may be importing into this database, so what began within the hour is left alone, and with it
  /// the roll-ups that count for nothing yet.
  package static func sweep(digest: String? = nil, _ context: Context) async throws {
    let old = context.now.addingTimeInterval(-3600)
    for number in try await context.read({ try SalesBatch.unfinished(digest: digest, before: old, $0) }) {
      try await remove(batch: number, context)
    }
    let isQuiet = try await context.read { db in
      try db.count("SELECT COUNT(*) FROM sales_batches WHERE state = 'loading'") == 0
    }
    if digest == nil, isQuiet { try await RollUps.sweep(context) }
  }

  /// Deletes an import that never became visible, some items at a time.
  static func remove(batch number: Int64, _ context: Context) async throws {
    // First it is said to have ended: a run that goes on after all can't show what is taken away under it.
    let isOurs = try await context.database.write { db in
      try db.run(
        "UPDATE sales_batches SET ended_at = \(Date()) WHERE number = \(number) AND state = 'loading'") == 1
    }
    guard isOurs else { return }
    let products = try await context.read { db in
      try db.all("SELECT DISTINCT product FROM sales_segments WHERE batch = \(number) ORDER BY product") {
        try $0.int64(0)
      }
    }
    for start in stride(from: 0, to: products.count, by: 50) {
      let low = products[start], high = products[min(start + 49, products.count - 1)]
      try await context.database.write { db in
        try db.run(
          "DELETE FROM sales_segments WHERE batch = \(number) AND product >= \(low) AND product <= \(high)")
      }
    }
    try await context.database.write { db in
      try db.run("DELETE FROM sales_batches WHERE number = \(number) AND state = 'loading'")
    }
  }
}

extension Day {
  /// The day of a moment, by UTC.
  package init(_ moment: Date) {
    self.init(ordinal: Int((moment.timeIntervalSince1970 / 86_400).rounded(.down)))
  }

  /// The last moment of the day, by UTC.
  var endOfDay: Date { Date(timeIntervalSince1970: Double(ordinal + 1) * 86_400 - 0.001) }
}

/// What this process has used.
enum ProcessTime {
  /// Seconds on the clock since some start; only differences mean something.
  static var seconds: Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }

  static var peakMemoryBytes: Int {
    var usage = rusage()
    guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
    #if os(Linux)
      return usage.ru_maxrss * 1024
    #else
      return usage.ru_maxrss
    #endif
  }
}
