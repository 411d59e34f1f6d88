package import Blueprint
import Foundation
import Kernel
import Storage

extension SalesDesk {
  /// Which saved loaders fit a file, best first, and why.
  package static func recognise(_ path: String, _ context: Context) async throws -> [LoaderMatch] {
    let head = try FileHead(path: path), specs = try await context.read { try LoaderSpec.all($0) }
    let matches = specs.map { LoaderMatch($0, header: head.header) }
    return matches.filter(\.fits).sorted { ($1.matched, $0.loader) < ($0.matched, $1.loader) }
      + matches.filter { !$0.fits }
  }

  /// The loader for a file: the one named, the best that fits for `auto`, or the generic one.
  package static func loader(
    _ name: String, for path: String, parameters: [String: String] = [:], _ context: Context
  ) async throws -> LoaderSpec {
    if let spec = try await x12Loader(name, for: path, context) { return try spec.with(parameters) }
    if name != "auto", name != "weekly" {
      return try await context.read { try LoaderSpec.find(name, $0) }.with(parameters)
    }
    if name == "auto", let best = LoaderMatch.best(try await recognise(path, context)) {
      return try await context.read { try LoaderSpec.find(best.loader, $0) }.with(parameters)
    }
    let head = try FileHead(path: path)
    // The caller's word on dates decides where the samples leave two ways to read them.
    let samples = parameters["dates"] == nil && parameters["week"] == nil ? head.rows : []
    return try LoaderSpec.weekly(header: head.header, samples: samples).with(parameters)
  }
}

extension SalesImport {
  /// Imports a file by a loader's name, or `auto`; unknown codes become provisional records. For the command
  /// line.
  package static func fromFile(
    _ path: String, loader name: String, parameters: [String: String] = [:], _ context: Context,
    _ progress: @escaping ImportProgress = { _, _, _ in }
  ) async throws -> ImportResult {
    if name == DominicksStores.name { return try await DominicksStores.load(path, context) }
    let spec = try await SalesDesk.loader(name, for: path, parameters: parameters, context)
    let fileName = path.split(separator: "/").last.map(String.init) ?? path
    return try await run(ImportRequest(path: path, fileName: fileName, loader: spec), context, progress)
  }
}
