import Foundation

/// One panel's series forecast by the pool and by drivers from earlier origins; what came closest forecasts the future.
struct DriverContest: Sendable {
  let seated: SeatedPanel
  let series: [Series]
  let trials: [SeriesTrial]
  let judgement: Judgement
  let engine: ForecastEngine

  static let origins = 3
  /// A series whose own origins saw the mix this much worse than the pool keeps the pool.
  static let mostHarm = 1.25

  /// What one series' opinions were at one origin, beside what came.
  private struct Sample: Sendable {
    let opinion: DriverOpinion
    let truths: [Double?]
    let scale: Double
  }

  private var panel: DriverPanel { seated.panel }

  /// Forecasts for the seats of the panel that drivers speak for; nil where the pool's stands.
  func forecasts(beside plain: [SeriesForecast]) async -> [SeriesForecast?] {
    let panel = seated.panel
    let backs = (1...Self.origins).map { $0 * panel.horizon }
      .filter { panel.history - $0 >= max(8, panel.history / 2) }
    guard !backs.isEmpty else { return seated.seats.map { _ in nil } }
    let models = await engine.inParallel(backs.count + 1) { place in
      DriverModel(place == 0 ? panel : panel.earlier(by: backs[place - 1]), learnsTrees: true)
    }
    let contest = self
    let feasts = await engine.inParallel(models.count) { place in
      contest.feasts(models[place], back: place == 0 ? 0 : backs[place - 1])
    }
    let samples = await engine.inParallel(seated.seats.count) { seat in
      contest.samples(seat, backs: backs, models: Array(models.dropFirst()), Array(feasts.dropFirst()))
    }
    let shares = DriverShares.learned(Self.cases(samples))
    let lasting = models[0].lasting
    guard shares != .poolAlone || !lasting.isEmpty else { return seated.seats.map { _ in nil } }
    let surprises = surprises(samples, shares), plainly = self.surprises(samples, .poolAlone)
    return await engine.inParallel(seated.seats.count) { seat in
      guard contest.seated.speaks[seat] else { return nil }
      let ratio = Self.ratio(samples[seat], shares), isWorse = (ratio ?? 1) > Self.mostHarm
      // A price that stays moves the pool's forecast, too.
      guard lasting.moves(seat) || (shares != .poolAlone && !isWorse) else { return nil }
      return contest.forecast(
        seat, models[0], feasts[0], isWorse ? .poolAlone : shares, isWorse ? plainly : surprises,
        isWorse ? nil : ratio,
        beside: plain[contest.seated.seats[seat]])
    }
  }

  /// Weeks that stand out every year of the series that are cleared of what drivers did: promotions that come again in the
  /// same weeks are no feasts there.
  private func feasts(_ model: DriverModel, back: Int) -> SharedPeaks? {
    let all = seated.seats.indices.compactMap { seat -> Series? in
      let whole = series[seated.seats[seat]], held = back - seated.delays[seat]
      let first = held < 0 ? 1 + held : 1
      guard whole.values.count - max(0, held) >= SeriesTrial.fewest else { return nil }
      return model.cleared(seat, whole.dropLast(max(0, held)), first: first)
    }
    return SharedPeaks(all, horizon: panel.horizon)
  }

  /// Opinions at the origins at which the series stood in full.
  private func samples(
    _ seat: Int, backs: [Int], models: [DriverModel], _ feasts: [SharedPeaks?]
  ) -> [Sample] {
    let whole = series[seated.seats[seat]], delay = seated.delays[seat]
    guard let trial = trials[seated.seats[seat]].trial else { return [] }
    return backs.indices.compactMap { origin in
      let back = backs[origin], model = models[origin]
      let held = back - delay
      guard held >= panel.horizon || held == back, whole.values.count - held >= SeriesTrial.fewest else {
        return nil
      }
      let steps = min(panel.horizon, back), start = panel.history - back
      let truths = (0..<steps).map { panel.series[seat].units[start + $0] }
      guard truths.contains(where: { $0 != nil }) else { return nil }
      let opinion = DriverOpinion(
        model, seat: seat, series: whole.dropLast(held), trial: trial, weights: judgement.poolWeights(trial),
        first: 1, steps: steps, feasts: feasts[origin])
      return Sample(opinion: opinion, truths: truths, scale: max(trial.size, 1e-9).squareRoot())
    }
  }

  private static func cases(_ samples: [[Sample]]) -> [DriverShares.Case] {
    samples.joined().flatMap { sample in
      sample.truths.enumerated().compactMap { step, truth in
        truth.map {
          DriverShares.Case(
            truth: $0 / sample.scale, opinions: sample.opinion.all.map { $0[step] / sample.scale })
        }
      }
    }
  }

  /// The mix's error at the series' own origins over that of the pool.
  private static func ratio(_ samples: [Sample], _ shares: DriverShares) -> Double? {
    var plain = 0.0, mixed = 0.0
    for sample in samples {
      let mix = shares.mixed(sample.opinion)
      for (step, truth) in sample.truths.enumerated() {
        guard let truth else { continue }
        plain += abs(truth - sample.opinion.pool[step])
        mixed += abs(truth - mix[step])
      }
    }
    return plain > 0 ? mixed / plain : nil
  }

  private func surprises(_ samples: [[Sample]], _ shares: DriverShares) -> DriverSurprises {
    var paths: [[Double?]] = []
    for (seat, own) in samples.enumerated() {
      let sold = panel.series[seat].units.compactMap { $0 }.filter { $0 > 0 }
      let least = (sold.min() ?? 1) / 2
      for sample in own {
        let mix = shares.mixed(sample.opinion)
        paths.append(
          sample.truths.enumerated().map { step, truth in
            truth.map {
              let value = log(max($0, least) / max(mix[step], least)) / sample.opinion.spread[step]
              return min(DriverSurprises.most, max(-DriverSurprises.most, value))
            }
          })
      }
    }
    return DriverSurprises(paths, horizon: panel.horizon)
  }

  private func forecast(
    _ seat: Int, _ model: DriverModel, _ feasts: SharedPeaks?, _ shares: DriverShares,
    _ surprises: DriverSurprises, _ ratio: Double?,
    beside plain: SeriesForecast
  ) -> SeriesForecast? {
    let place = seated.seats[seat], first = 1 - seated.delays[seat]
    guard let trial = trials[place].trial else { return nil }
    let opinion = DriverOpinion(
      model, seat: seat, series: series[place], trial: trial, weights: judgement.poolWeights(trial),
      first: first, steps: panel.horizon, feasts: feasts)
    let point = shares.mixed(opinion), known = model.forecast(seat, from: first, steps: panel.horizon)
    guard point.allSatisfy(\.isFinite) else { return nil }
    let range = DriverRange(point: point, spread: opinion.spread, surprises: surprises)
    return plain.moved(
      to: range, method: shares.word((panel.drivers.map(\.name) + panel.calendar.map(\.name))),
      by: DriverPart.mixed([
        (known.parts, shares.values[1]),
        (model.parts(seat, of: opinion.cleared, from: first), shares.values[2]),
        (model.lastingParts(seat, of: opinion.pool, from: first), shares.values[0]),
      ]),
      regression: shares.values[1], levels: engine.levels, ratio: ratio)
  }
}
