import Foundation

/// How far forecasts were off at earlier origins, beside what the model said of itself there.
///
/// What a model learned from looks calmer to it than what comes. The factor is the ratio of the ranges that
/// hold the middle 80 of 100 surprises, before the origin and after it, over all series and up to three
/// origins.
enum DriverWidth {
  static let mostOrigins = 3
  static let fewestSurprises = 40

  static func learned(_ panel: DriverPanel) -> Double {
    var after: [Double] = [], before: [Double] = []
    for origin in 1...mostOrigins {
      let steps = origin * panel.horizon
      guard panel.history - steps >= max(8, panel.history / 2) else { break }
      let model = DriverModel(panel.earlier(by: steps), learnsTrees: false)
      before.append(model.errors.quantile(0.9) - model.errors.quantile(0.1))
      for (one, series) in panel.series.enumerated() {
        let forecast = model.forecast(one)
        for step in 0..<model.panel.horizon {
          guard let units = series.units[model.panel.history + step], units > 0, forecast.median[step] > 0
          else {
            continue
          }
          after.append(log(units / forecast.median[step]) / forecast.spread[step])
        }
      }
    }
    guard after.count >= fewestSurprises else { return 1 }
    after.sort()
    let range = after[after.count * 9 / 10] - after[after.count / 10]
    let usual = before.reduce(0, +) / Double(before.count)
    return usual > 0 ? min(2.5, max(1, range / usual)) : 1
  }
}
