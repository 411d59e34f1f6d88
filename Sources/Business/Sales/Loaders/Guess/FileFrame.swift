/// Where titles end, where the header stands and where the rows begin.
struct FileFrame {
  let titleRows: Int
  let header: FileHeader
  let headerRows: Int
  /// The sampled rows below the header.
  let body: [[String]]
  /// What most cells of each column look like.
  let kinds: [CellKind]

  init(_ rows: [[String]]) {
    let width = Self.width(rows), kinds = Self.kinds(rows, width)
    let first = rows.firstIndex { Self.isBody($0, kinds) } ?? min(1, rows.count)
    var top = first
    while top > 0, first - top < 3, Self.isHeader(rows[top - 1], kinds, isLast: top == first) { top -= 1 }
    titleRows = top
    headerRows = first - top
    header = first > top ? FileHeader(Array(rows[top..<first])) : FileHeader(columns: width)
    body = rows[first...].filter { $0.count == width }
    self.kinds = kinds
  }

  /// The number of fields that most rows have.
  private static func width(_ rows: [[String]]) -> Int {
    var counts: [Int: Int] = [:]
    for row in rows { counts[row.count, default: 0] += 1 }
    return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
  }

  /// By the lower half of the sample, where no title and no header stands.
  private static func kinds(_ rows: [[String]], _ width: Int) -> [CellKind] {
    let whole = rows.filter { $0.count == width }
    let lower = whole[(whole.count / 2)...].prefix(400)
    return (0..<width).map { column in
      var counts = [CellKind: Int]()
      for row in lower { counts[CellKind(row[column]), default: 0] += 1 }
      counts[.empty] = nil
      return counts.max { ($0.value, rank($0.key)) < ($1.value, rank($1.key)) }?.key ?? .empty
    }
  }

  private static func rank(_ kind: CellKind) -> Int { kind == .text ? 1 : 0 }

  private static func isBody(_ row: [String], _ kinds: [CellKind]) -> Bool {
    guard row.count == kinds.count else { return false }
    let names = row.count { SalesField.guessed(from: $0) != nil }
    guard names < 2 else { return false }
    var fitting = 0, filled = 0
    for (cell, kind) in zip(row, kinds) {
      let own = CellKind(cell)
      if own == .empty { continue }
      filled += 1
      // A number among codes is a code.
      if own == kind || kind == .text { fitting += 1 }
    }
    let hasFigure = zip(row, kinds).contains { $1 == .number && CellKind($0) == .number }
    return hasFigure && filled * 2 >= row.count && fitting * 4 >= filled * 3
  }

  private static func isHeader(_ row: [String], _ kinds: [CellKind], isLast: Bool) -> Bool {
    guard row.count == kinds.count else { return false }
    let filled = row.count { !$0.isEmpty }
    if isLast { return filled >= 2 }
    // An upper row names groups of figures; a title stands at the left.
    let overFigures = zip(row, kinds).count { !$0.isEmpty && $1 == .number }
    return overFigures >= 1 && (filled >= 2 || overFigures == filled)
  }
}
