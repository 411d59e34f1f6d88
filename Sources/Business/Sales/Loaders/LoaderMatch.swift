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

  init(_ spec: LoaderSpec, _ sample: FileSample) {
    let stem = SalesField.fold(sample.fileName), shape = spec.shape ?? .plain
    // A file without a header fits any loader that reads so many columns: such a loader is called by its name.
    let head = shape.headerRows > 0 ? sample.header(shape) : nil, header = head?.names ?? []
    isNamed = spec.name.split(separator: "-").last.map { stem.contains(SalesField.fold(String($0))) } ?? false
    let names = Set(header.map(SalesField.fold))
    let wanted = spec.columns.filter { $0.value != .ignore }.map(\.key).sorted()
    missing = wanted.filter { !names.contains(SalesField.fold($0)) }
    // Columns that are left out speak for the loader too: they are the mark of its source.
    matched = spec.columns.keys.count { names.contains(SalesField.fold($0)) }
    loader = spec.name
    title = spec.title
    let reads = head.map { sample.isRead(by: spec, $0) } ?? false
    fits = missing.isEmpty && !wanted.isEmpty && reads
    reason =
      missing.isEmpty && !reads
      ? "its days are written in another way, or nothing stands across the columns"
      : fits
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

extension FileSample {
  func header(_ shape: FileShape) -> FileHeader? {
    guard rows.count >= shape.titleRows + shape.headerRows else { return nil }
    return FileHeader(Array(rows[shape.titleRows..<shape.titleRows + shape.headerRows]))
  }

  /// Whether a loader can read most of the sample's weeks; columns of the same name may hold other things.
  func isRead(by spec: LoaderSpec, _ header: FileHeader) -> Bool {
    if let crosstab = spec.shape?.crosstab {
      do { _ = try RowFold(spec, crosstab, header: header) } catch { return false }
      if crosstab.keys.contains(.week) { return true }
    }
    guard let name = spec.columns.first(where: { $0.value == .week })?.key,
      let days = DayReading(spec.week.pattern),
      let column = header.names.firstIndex(where: { SalesField.fold($0) == SalesField.fold(name) })
    else { return true }
    let shape = spec.shape ?? .plain
    let texts = rows.dropFirst(shape.titleRows + shape.headerRows).prefix(200).compactMap {
      $0.count > column && !$0[column].isEmpty ? $0[column] : nil
    }
    return texts.count { HeaderWeek.reads($0, spec.week, days) } * 2 >= texts.count
  }
}
