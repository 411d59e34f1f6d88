import Accounts
package import Blueprint
import Foundation
import Kernel
import Storage
import Team

extension SalesDesk {
  /// Which saved loaders fit a file, best first, and why.
  package static func recognise(_ path: String, _ context: Context) async throws -> [LoaderMatch] {
    let sample = try FileSample.read(path),
      specs = try await context.read { try LoaderSpec.all(for: context.actor, $0) }
    let matches = specs.map { LoaderMatch($0, sample) }
    return matches.filter(\.fits).sorted {
      ($1.matched, $1.rank, $0.loader) < ($0.matched, $0.rank, $1.loader)
    }
      + matches.filter { !$0.fits }
  }

  /// The loader for a file: the one named, the best that fits for `auto`, or one guessed from its first rows.
  package static func loader(
    _ name: String, for path: String, parameters: [String: String] = [:], _ context: Context
  ) async throws -> LoaderChoice {
    if let spec = try await x12Loader(name, for: path, context) {
      return LoaderChoice(spec: try spec.with(parameters))
    }
    if name != "auto", name != LoaderSpec.generic {
      return LoaderChoice(
        spec: try await context.read { try LoaderSpec.find(name, for: context.actor, $0) }.with(parameters))
    }
    if name == "auto", let best = LoaderMatch.best(try await recognise(path, context)) {
      return LoaderChoice(
        spec: try await context.read { try LoaderSpec.find(best.loader, for: context.actor, $0) }.with(
          parameters))
    }
    let guess = try await guess(path, parameters: parameters, mayAssume: name == "auto", context)
    return LoaderChoice(
      spec: try guess.proposal().with(parameters), findings: guess.findings.map(\.words))
  }

  /// What the first rows of a file say, also where that is not enough.
  package static func guess(
    _ path: String, parameters: [String: String] = [:], mayAssume: Bool = true, _ context: Context
  ) async throws -> LoaderGuess {
    var hints = try await context.read { db in
      let company = try Company.current(db)
      var hints = LoaderGuess.Hints()
      hints.calendar = company.calendar
      // A source keeps its currency: files that name none go where such files went before.
      hints.currency = try SalesSource.find(code: LoaderSpec.generic, db)?.currency ?? company.currency
      hints.accounts = try db.all(
        """
        SELECT a.name FROM accounts a WHERE a.parent_id IS NULL AND a.merged_into IS NULL
          AND \(Account.visible(to: context.actor)) ORDER BY a.search_key, a.id LIMIT 1000
        """
      ) { try $0.text(0) }
      return hints
    }
    hints.pattern = parameters["dates"]
    hints.meaning = parameters["week"].flatMap { WeekRule.Meaning(rawValue: $0) }
    hints.numbers = parameters["numbers"].flatMap { LoaderSpec.Numbers(rawValue: $0) }
    hints.mayAssume = mayAssume
    for field in [SalesField.site, .item] { hints.constants[field] = parameters[field.rawValue] }
    return LoaderGuess(try FileSample.read(path), hints)
  }
}

/// The loader for a file, and why, where it was guessed.
package struct LoaderChoice: Sendable {
  package let spec: LoaderSpec
  package var findings: [String]?
}

extension SalesImport {
  /// Imports a file by a loader's name, or `auto`; unknown codes become provisional records. For the command
  /// line.
  package static func fromFile(
    _ path: String, loader name: String, parameters: [String: String] = [:], _ context: Context,
    _ progress: @escaping ImportProgress = { _, _, _ in }
  ) async throws -> ImportResult {
    if name == DominicksStores.name { return try await DominicksStores.load(path, context) }
    if name == JourneyProducts.name { return try await JourneyProducts.load(path, context) }
    let choice = try await SalesDesk.loader(name, for: path, parameters: parameters, context)
    let fileName = path.split(separator: "/").last.map(String.init) ?? path
    var request = ImportRequest(path: path, fileName: fileName, loader: choice.spec)
    request.findings = choice.findings
    return try await run(request, context, progress)
  }
}
