/// What new facts of an item change about those that are visible.
struct FactChange {
  /// Facts that are new, or say something else than before.
  let kept: FactColumns
  private(set) var restated = 0
  /// Lines of the file whose facts were visible already, figure by figure.
  private(set) var duplicateLines = 0
  /// Sums over the restated facts, before and after.
  private(set) var before: [Measure: Int64] = [:]
  private(set) var after: [Measure: Int64] = [:]

  /// Both in ascending order of site and week.
  init(_ new: FactColumns, over old: FactColumns) {
    var kept = FactColumns(measures: new.measures), place = 0
    let figures = Figures(new, old)
    var restatedPairs: [(Int, Int)] = [], duplicateRows: [Int] = []
    for row in 0..<new.count {
      while place < old.count, (old.sites[place], old.weeks[place]) < (new.sites[row], new.weeks[row]) {
        place += 1
      }
      let isThere =
        place < old.count && old.sites[place] == new.sites[row] && old.weeks[place] == new.weeks[row]
      if isThere, figures.areEqual(row, place) {
        duplicateRows.append(row)
        continue
      }
      if isThere { restatedPairs.append((row, place)) }
      kept.append(copying: row, of: new)
    }
    self.kept = kept
    restated = restatedPairs.count
    duplicateLines = new.lineCount(of: duplicateRows)
    for measure in [Measure.units, .value] {
      after[measure] = restatedPairs.reduce(0) { $0 + (new.figure(measure, at: $1.0) ?? 0) }
      before[measure] = restatedPairs.reduce(0) { $0 + (old.figure(measure, at: $1.1) ?? 0) }
    }
  }

  /// Compares rows of two tables whose measures stand in different places.
  private struct Figures {
    let new: FactColumns, old: FactColumns
    private let pairs: [(new: Int, old: Int)]
    private let mask: UInt32

    init(_ new: FactColumns, _ old: FactColumns) {
      self.new = new
      self.old = old
      pairs = new.measures.enumerated().compactMap { place, measure in
        old.measures.firstIndex(of: measure).map { (place, $0) }
      }
      mask = new.measures.reduce(0) { $0 | $1.bit }
    }

    func areEqual(_ row: Int, _ place: Int) -> Bool {
      guard new.present[row] == old.present[place] else { return false }
      let left = row * new.measures.count, right = place * old.measures.count
      return pairs.allSatisfy { new.cells[left + $0.new] == old.cells[right + $0.old] }
    }
  }
}

extension FactColumns {
  /// How many lines of the file these facts stand for.
  var lineCount: Int { lineCount(of: 0..<count) }

  func lineCount(of rows: some Collection<Int>) -> Int {
    guard let place = measures.firstIndex(of: .lines) else { return rows.count }
    return rows.reduce(0) { $0 + Int(cells[$1 * measures.count + place]) }
  }

  func figure(_ measure: Measure, at row: Int) -> Int64? {
    guard present[row] & measure.bit != 0, let place = measures.firstIndex(of: measure) else { return nil }
    return cells[row * measures.count + place]
  }

  mutating func append(copying row: Int, of other: FactColumns) {
    let width = other.measures.count
    other.cells.withUnsafeBufferPointer { cells in
      append(
        site: other.sites[row], week: other.weeks[row], present: other.present[row],
        cells: UnsafeBufferPointer(rebasing: cells[row * width..<(row + 1) * width]))
    }
  }
}
