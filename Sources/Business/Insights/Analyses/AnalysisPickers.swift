import Blueprint
import Kernel
import Sales

/// The fields of the form that asks: a plain form, whose address is the question.
enum AnalysisPickers {
  private typealias Select = AnalysisView.Select

  private static func select(
    _ name: String, _ label: String, _ options: [(String, String)], _ chosen: String?, id: String? = nil
  ) -> AnalysisView.Select {
    .init(
      id: "ask-\(id ?? name)", name: name, label: label,
      options: options.map { .init(value: $0.0, label: $0.1, isSelected: $0.0 == (chosen ?? "")) })
  }

  private static func dimensions(_ empty: String) -> [(String, String)] {
    [("", empty)] + Dimension.allCases.filter { $0 != .none }.map { ($0.rawValue, $0.label) }
  }

  static func main(_ table: AnalysisTable) -> [AnalysisView.Select] {
    let rows = table.rowDimensions.map(\.rawValue), metrics = table.metrics.map(\.id.rawValue)
    let names = Metric.all.map { ($0.id.rawValue, $0.name) }
    var selects = [
      select("rows", "Rows", dimensions("All together"), rows.first, id: "rows-1"),
      select("rows", "then", dimensions("nothing"), rows.count > 1 ? rows[1] : nil, id: "rows-2"),
      select(
        "columns", "Columns", dimensions("None"), table.columnDimensions.first?.rawValue, id: "columns-1"),
    ]
    if rows.count > 2 {
      selects.insert(select("rows", "then", dimensions("nothing"), rows[2], id: "rows-3"), at: 2)
    }
    for (place, metric) in metrics.enumerated() {
      let options = (place == 0 ? [] : [("", "nothing")]) + names
      selects.append(select("metric", place == 0 ? "Metric" : "and", options, metric, id: "metric-\(place)"))
    }
    selects.append(select("metric", "and", [("", "nothing")] + names, nil, id: "metric-more"))
    let windows =
      [("", "52 weeks")]
      + AnalysisQuery.Window.allCases.filter { $0 != .fiftyTwo }.map { ($0.rawValue, $0.label) }
    let window = table.query.window == .fiftyTwo ? nil : table.query.window?.rawValue
    selects.append(select("window", "Weeks", windows, window))
    selects.append(
      select(
        "compare", "Against", [("", "nothing"), ("last-year", "Last year"), ("previous", "Previous period")],
        table.compare == .none ? nil : table.compare.rawValue))
    return selects
  }

  static func more(_ table: AnalysisTable) -> [AnalysisView.Select] {
    let query = table.query
    return [
      select(
        "base", "Shares of", [("", "The category"), ("all", "All products")], query.base == .all ? "all" : nil
      ),
      select(
        "tree", "Account tree", [("", "As it is"), ("as-was", "As it was")],
        query.tree == .was ? "as-was" : nil),
      select(
        "kind", "Kind",
        [("", "Best there is")] + SalesSource.Kind.allCases.map { ($0.rawValue, Words.title($0.rawValue)) },
        query.kind?.rawValue),
      select(
        "limit", "Rows", [("", "All"), ("10", "Top 10"), ("25", "Top 25"), ("50", "Top 50")],
        query.limit.map(String.init)),
    ]
  }

  static func inputs(_ table: AnalysisTable) -> [AnalysisView.Input] {
    let query = table.query
    func input(_ name: String, _ label: String, _ type: String, _ value: String?) -> AnalysisView.Input {
      .init(id: "ask-\(name)", name: name, label: label, type: type, value: value ?? "")
    }
    return [
      input("from", "From", "date", query.from?.description),
      input("to", "To", "date", query.to?.description),
      input("knownOn", "As known on", "date", query.knownOn?.description),
      input("currency", "Currency", "text", query.currency?.code), input("sort", "Sort", "text", query.sort),
    ]
  }
}
