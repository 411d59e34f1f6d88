package import Blueprint
import Kernel
package import Storage

extension SalesDesk {
  /// Answers a question for whoever asks: only what they may see goes into any figure.
  package static func analyse(
    _ query: AnalysisQuery, _ context: Context, _ db: Connection
  ) throws -> AnalysisTable {
    try AnalysisTable(try AnalysisRun(query, context, db))
  }
}

extension AnalysisTable {
  /// An answer's cells are at most so many.
  static let mostCells = 200_000

  init(_ run: AnalysisRun) throws {
    let plan = run.plan, layout = try AnalysisLayout(run)
    title = Self.title(plan)
    query = plan.query
    rowDimensions = plan.rows
    columnDimensions = plan.columns
    period = run.period
    compare = plan.compare
    before = plan.needsBefore ? run.past : nil
    lens = run.ground.lens
    otherLenses = run.ground.others
    through = run.ground.through
    filters = run.filterWords
    metrics = plan.metrics
    columns = layout.columns.map(\.column)
    let currency = run.ground.lens?.currency
    func cells(_ row: AnalysisLayout.Line) -> [Cell] {
      var subjects: [AnalysisKey: MetricSubject] = [:]
      return layout.columns.map { column in
        let keys = row.keys.map { AnalysisKeys.joined($0, column.key) }
        let subject = subjects[column.key] ?? run.sums?.subject(keys)
        subjects[column.key] = subject
        return subject.map { Self.cell($0, column.column, currency) } ?? Cell(number: nil, text: "–")
      }
    }
    guard (layout.rows.count + 1) * max(1, layout.columns.count) <= Self.mostCells else {
      throw AnalysisRefusal.tooLarge
    }
    rows = layout.rows.map { Row(members: $0.members, isOther: $0.isOther, cells: cells($0)) }
    total = Row(members: [], isOther: false, cells: cells(layout.total))
    warnings = Self.warnings(run, layout)
    notes = run.notes
  }

  private static func title(_ plan: AnalysisPlan) -> String {
    func list(_ words: [String]) -> String {
      words.count < 2
        ? words.joined() : words.dropLast().joined(separator: ", ") + " and \(words[words.count - 1])"
    }
    let metrics = list(
      plan.metrics.enumerated().map { $0.offset == 0 ? $0.element.name : $0.element.nameInText })
    let splits = plan.dimensions.map { $0 == .dc ? "DC" : $0.label.lowercased() }
    return splits.isEmpty ? metrics : "\(metrics) by \(list(splits))"
  }

  private static func cell(_ subject: MetricSubject, _ column: Column, _ currency: Currency?) -> Cell {
    let metric = Metric.of(column.metric)
    switch column.role {
    case .now: return cell(metric.evaluate(subject), metric)
    case .before: return cell(subject.past.flatMap { metric.evaluate($0) }, metric)
    case .change:
      let change = metric.change(subject)
      let text = change.flatMap { $0.rounded(decimals: 1) }.map { tenths in
        let digits = DecimalText.grouped(tenths, decimals: 1)
        return "\(tenths > 0 ? "+" : "")\(digits)\(metric.format == .percent ? " pts" : " %")"
      }
      return Cell(
        number: change.flatMap { $0.rounded(decimals: 1) }.map { DecimalText.plain($0, decimals: 1) },
        text: text ?? "–")
    }
  }

  private static func cell(_ figure: Exact?, _ metric: Metric) -> Cell {
    Cell(number: figure == nil ? nil : metric.plain(figure), text: metric.shown(figure))
  }

  private static func warnings(_ run: AnalysisRun, _ layout: AnalysisLayout) -> [String] {
    var warnings: [String] = []
    if run.plan.metrics.contains(where: { $0.id == .sppd }),
      run.plan.dimensions.contains(where: { $0.side == .place }), let sums = run.sums
    {
      let keys = layout.rows.map(\.keys) + layout.columns.map { [$0.key] }
      let markets = Set(keys.map { sums.volume($0) }.filter { $0 > 0 })
      if markets.count > 1 {
        warnings.append(
          "Sales per point of distribution can't be compared between these markets: their ACV differs, and a point of "
            + "a larger one is worth more. Compare value per million ACV instead.")
      }
    }
    if run.plan.uses([.valueChange, .unitsChange, .shareOfGrowth]), run.sums?.before.isEmpty == true {
      warnings.append("There is nothing to compare with: the period before holds no sales.")
    }
    return warnings
  }
}

extension Metric {
  /// Within a sentence: “average price”, but “EQ volume” and “%ACV distribution”.
  var nameInText: String {
    let second = name.dropFirst().first.map(\.isUppercase) ?? false
    return second ? name : name.prefix(1).lowercased() + name.dropFirst()
  }

  /// Against what was before: percent of it, or for percentages the difference in points.
  package func change(_ subject: MetricSubject) -> Exact? {
    guard let now = evaluate(subject), let before = subject.past.flatMap({ evaluate($0) }) else { return nil }
    return format == .percent ? now.minus(before) : Metric.change(now, before)
  }
}
