import Foundation
import TimeSeries

/// Forecasts all stores and brands of the orange juice file by price, feature and deal known ahead, at given origins.
struct OrangeJuice {
  private static let first = 40, weeks = 121
  private var units: [[Int]: [Double?]] = [:]
  private var drivers: [[Int]: [[Double?]]] = [:]
  private let holidays: Set<Int>

  init(_ file: String, calendar: String) throws {
    holidays = Set(try rows(calendar).filter { !$0[3].isEmpty }.map { whole($0[0]) })
    let none = [Double?](repeating: nil, count: Self.weeks)
    for row in try rows(file) {
      let brand = whole(row[1]), key = [brand, whole(row[0])], week = whole(row[2]) - Self.first
      units[key, default: none][week] = exp(number(row[3]))
      var own = drivers[key] ?? [none, none, none]
      for (place, column) in [4 + brand, 17, 16].enumerated() { own[place][week] = number(row[column]) }
      drivers[key] = own
    }
  }

  func report(firstWeek: Int, horizon: Int) throws {
    let history = firstWeek - Self.first, span = history + horizon
    let keys = units.keys.sorted { $0.lexicographicallyPrecedes($1) }
    let series = keys.map { key in
      DriverSeries(
        name: "\(key)", item: key[0], site: key[1], units: Array((units[key] ?? []).prefix(history)),
        drivers: (drivers[key] ?? []).map { Array($0.prefix(span)) })
    }
    let holiday = CalendarDriver("holiday", (0..<span).map { holidays.contains($0 + Self.first) ? 1 : 0 })
    let panel = try DriverPanel(
      drivers: [Driver("price", .price), Driver("feature", .share), Driver("deal", .share)],
      calendar: [holiday],
      series: series, season: 52.18, history: history, horizon: horizon)
    let start = cpu(), model = DriverModel(panel), spent = cpu() - start
    var miss = 0.0, bias = 0.0, sold = 0.0, count = 0.0, within = [0.0, 0]
    for (one, key) in keys.enumerated() {
      let forecast = model.forecast(one), bounds = [try forecast.interval(80), try forecast.interval(95)]
      for step in 0..<horizon {
        guard let truth = units[key]?[history + step] else { continue }
        miss += abs(forecast.mean[step] - truth)
        bias += forecast.mean[step] - truth
        sold += truth
        count += 1
        for level in 0..<2 where bounds[level][step].contains(truth) { within[level] += 1 }
      }
    }
    print(
      "weeks \(firstWeek)-\(firstWeek + horizon - 1): WMAPE \(percent(miss / sold)), bias \(percent(bias / sold)),",
      "80 % holds \(percent(within[0] / count)), 95 % holds \(percent(within[1] / count)),",
      "\(keys.count) series in \(String(format: "%.2f", spent)) CPU seconds")
  }
}

func percent(_ share: Double) -> String { String(format: "%.1f %%", 100 * share) }
