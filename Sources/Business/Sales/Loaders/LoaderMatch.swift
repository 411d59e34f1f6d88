/// How well a saved loader fits the header of a file.
package struct LoaderMatch: Codable, Sendable, Hashable {
  package let loader: String
  package let title: String
  package let fits: Bool
  /// Columns that the loader reads and the file has.
  package let matched: Int
  package let missing: [String]
  package let reason: String
  /// The file's name speaks of the loader.
  package let isNamed: Bool

  package init(_ spec: LoaderSpec, header: [String], fileName: String = "") {
    let stem = SalesField.fold(fileName)
    isNamed = spec.name.split(separator: "-").last.map { stem.contains(SalesField.fold(String($0))) } ?? false
    let names = Set(header.map(SalesField.fold))
    let wanted = spec.columns.filter { $0.value != .ignore }.map(\.key).sorted()
    missing = wanted.filter { !names.contains(SalesField.fold($0)) }
    // Columns that are left out speak for the loader too: they are the mark of its source.
    matched = spec.columns.keys.count { names.contains(SalesField.fold($0)) }
    loader = spec.name
    title = spec.title
    fits = missing.isEmpty && !wanted.isEmpty
    reason =
      fits
      ? "all \(wanted.count) columns that it reads are there"
      : "it lacks \(missing.map { "“\($0)”" }.joined(separator: ", "))"
  }

  /// The loader that fits best: the one that knows most of the file's columns.
  package static func best(_ matches: [LoaderMatch]) -> LoaderMatch? {
    matches.filter(\.fits).max { ($0.matched, $0.rank, $1.loader) < ($1.matched, $1.rank, $0.loader) }
  }

  /// Of two loaders that fit alike, the one that the file is named after.
  var rank: Int { isNamed ? 1 : 0 }
}
