import Files
import Kernel
import X12

/// The reports of an X12 file as rows of a table, so that they are imported as any other file is: the number of the
/// segment stands for the line.
enum EDIRows {
  static func open(_ path: String, _ kind: EDIHead.Kind, currency: Currency?) throws(FileRefusal) -> RowFeed {
    let source = try ByteSource(path: path)
    let reports = EDIReports(source, types: [kind.rawValue])
    var shortest = 7
    return RowFeed(source, header: kind.header) {
      shortest < 7 ? reports.warnings + [shortWords] : reports.warnings
    } fill: { feed in
      guard let line = try reports.next() else { return false }
      if let currency, let found = reports.currencies.first, found != currency.code {
        throw EDIRefusal.otherCurrency(found: found, wanted: currency.code)
      }
      switch line {
      case .sale(let sale):
        shortest = min(shortest, sale.days.count)
        feed.add(line: sale.segment, row(sale))
      case .reject(let reject):
        feed.add(
          line: reject.segment, [],
          problem: .document(field: reject.field, reason: reject.reason, text: reject.text))
      }
      return true
    }
  }

  private static let shortWords =
    "Some reports cover less than a week. A file takes the place of what earlier files said of its weeks, so all days of "
    + "a week belong in one file."

  private static func row(_ sale: EDISale) -> [String] {
    [
      sale.site.code, sale.site.name, sale.site.city, sale.item.code, sale.item.name, sale.item.qualifier,
      sale.middleDay.description, sale.days.lowerBound.description, sale.days.upperBound.description,
      X12Number.text(sale.units, scale: EDISale.unitsScale),
      sale.value.map { X12Number.text($0, scale: EDISale.valueScale) } ?? "",
      sale.price.map { X12Number.text($0, scale: EDISale.priceScale) } ?? "",
    ]
  }
}

extension RowSource {
  /// The rows of a file of sales: also those that are made of X12 reports.
  static func sales(path: String, loader: LoaderSpec) throws -> RowSource {
    // Real numbers and days of a workbook are written as the loader expects of texts.
    let options = Options(
      delimited: loader.readerOptions, numbers: loader.numberStyle,
      days: DayPattern(loader.week.pattern) ?? .iso)
    return try sales(
      path: path, options: options, kind: loader.x12Kind, currency: loader.source.currency)
  }

  /// The same where no loader is known yet.
  static func sales(path: String, options: Options) throws -> RowSource {
    try sales(path: path, options: options, kind: nil, currency: nil)
  }

  private static func sales(
    path: String, options: Options, kind: EDIHead.Kind?, currency: Currency?
  ) throws -> RowSource {
    guard try EDIHead.begins(path) else { return try open(path: path, options: options) }
    let own = try kind ?? EDIHead(path: path)?.kind ?? .activity
    return .fed(try EDIRows.open(path, own, currency: currency))
  }
}
