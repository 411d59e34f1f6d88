import Files
import Foundation
import TimeSeries

// forecast-methods FILE SEASON HORIZON METHOD+METHOD...   rows `id,value` in order; writes `method,id,step,forecast`
// forecast-methods FILE SEASON HORIZON default [THREADS]  writes `default,id,step,forecast,lo-80,hi-80,lo-95,hi-95`
// CPU milliseconds a series go to stderr.

typealias Method = (Series, Int) -> [Double]

func repeated(_ series: Series, _ horizon: Int) -> [Double] {
  [Double](repeating: series.values[series.values.count - 1], count: horizon)
}

func named(_ name: String) -> Method? {
  switch name {
  case "SeasonalNaive": return { SeasonalNaive.forecast($0, horizon: $1).future }
  case "Naive2": return { NaiveTwo.forecast($0, horizon: $1).future }
  case "Drift": return { Drift.forecast($0, horizon: $1).future }
  case "AR": return { Sieve.forecast($0, horizon: $1).future }
  case "AutoETS": return { ETS.automatic($0, horizon: $1).future }
  case "WeightedETS": return { ETS.weighted($0, horizon: $1).future }
  case "AutoARIMA":
    return { series, horizon in
      (try? Arima.automatic(series, horizon: horizon))?.forecast.future ?? repeated(series, horizon)
    }
  case "Croston": return { Croston.plain.forecast($0, horizon: $1).future }
  case "SBA": return { Croston.sba.forecast($0, horizon: $1).future }
  case "TSB": return { TSB().forecast($0, horizon: $1).future }
  case "ADIDA": return { ADIDA.forecast($0, horizon: $1).future }
  case "IMAPA": return { IMAPA.forecast($0, horizon: $1).future }
  case "AutoCES": return { ComplexSmoothing.automatic($0, horizon: $1).future }
  default: break
  }
  if let theta = Theta(rawValue: name) { return { theta.forecast($0, horizon: $1).future } }
  if let model = ETSModel.stable.first(where: { $0.description == name }) {
    return { ETS.forecast($0, model, horizon: $1)?.future ?? repeated($0, $1) }
  }
  if let form = ComplexSmoothing(rawValue: name) {
    return { form.forecast($0, horizon: $1)?.future ?? repeated($0, $1) }
  }
  return nil
}

func milliseconds() -> Double {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000
    + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000
}

func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

func read(_ path: String, _ season: Int) throws -> (ids: [String], series: [Series]) {
  let rows = try RowSource.open(path: path)
  _ = try rows.readHeader()
  var ids: [String] = [], values: [[Double]] = []
  try rows.forEachRecord { record in
    let id = record[0].text
    if ids.last != id {
      ids.append(id)
      values.append([])
    }
    values[values.count - 1].append(record[1].double ?? .nan)
  }
  return (ids, try values.map { try Series($0, season: season) })
}

func write(_ lines: [String]) {
  FileHandle.standardOutput.write(Data((lines.joined(separator: "\n") + "\n").utf8))
}

func runDefault(_ ids: [String], _ series: [Series], _ horizon: Int, _ threads: Int) async throws {
  var engine = try ForecastEngine(horizon: horizon)
  engine.threads = threads
  let begin = milliseconds(), all = await engine.forecast(series)
  say("default \((milliseconds() - begin) / Double(series.count))")
  for (id, one) in zip(ids, all) {
    write(
      (0..<horizon).map { step in
        let ends = one.intervals.map { "\($0.lower[step]),\($0.upper[step])" }.joined(separator: ",")
        return "default,\(id),\(step + 1),\(one.point[step]),\(ends)"
      })
  }
}

func run(_ name: String, _ ids: [String], _ series: [Series], _ horizon: Int) {
  guard let method = named(name) else { return say("\(name) is not a method here") }
  let begin = milliseconds(), all = series.map { method($0, horizon) }
  say("\(name) \((milliseconds() - begin) / Double(series.count))")
  for (id, path) in zip(ids, all) {
    write(path.enumerated().map { "\(name),\(id),\($0.offset + 1),\($0.element)" })
  }
}

let words = CommandLine.arguments
guard words.count >= 5, let season = Int(words[2]), let horizon = Int(words[3]) else {
  say("forecast-methods FILE SEASON HORIZON METHOD+METHOD...|default [THREADS]")
  exit(2)
}
let (ids, series) = try read(words[1], season)
if words[4] == "default" {
  try await runDefault(ids, series, horizon, words.count > 5 ? Int(words[5]) ?? 1 : 1)
} else {
  for name in words[4].split(separator: "+") { run(String(name), ids, series, horizon) }
}
