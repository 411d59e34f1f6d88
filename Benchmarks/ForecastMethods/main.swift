import Files
import Foundation
import TimeSeries

// forecast-methods FILE SEASON HORIZON METHOD[+METHOD...] [ORIGIN,ORIGIN...]: reads `id,value` rows in order, writes
// `method,id,origin,step,forecast` to stdout and CPU milliseconds a series to stderr. Origin 0 is the file's end.

func methods(_ season: Int) -> [String: (Series, Int) -> [Double]] {
  var all: [String: (Series, Int) -> [Double]] = [
    "SNaive": { SeasonalNaive.forecast($0, horizon: $1).future },
    "Naive2": { NaiveTwo.forecast($0, horizon: $1).future },
    "AutoETS": { ETS.automatic($0, horizon: $1).future },
    "ETSW": { ETS.weighted($0, horizon: $1).future },
    "AutoCES": { ComplexSmoothing.automatic($0, horizon: $1).future },
    "AR": { Sieve.forecast($0, horizon: $1).future },
    "LDOTM": { s, h in
      guard s.values.min()! > 0, let l = try? Series(s.values.map { log($0) }, season: s.season) else {
        return Theta.dynamicOptimised.forecast(s, horizon: h).future
      }
      return Theta.dynamicOptimised.forecast(l, horizon: h).future.map { exp($0) }
    },
    "LSTM": { s, h in
      guard s.values.min()! > 0, let l = try? Series(s.values.map { log($0) }, season: s.season) else {
        return Theta.standard.forecast(s, horizon: h).future
      }
      return Theta.standard.forecast(l, horizon: h).future.map { exp($0) }
    },
    "Drift": { Drift.forecast($0, horizon: $1).future },
  ]
  for (name, method) in all {
    all["L" + name] = { s, h in
      guard s.values.min()! > 0, let l = try? Series(s.values.map { log($0) }, season: s.season) else {
        return method(s, h)
      }
      return method(l, h).map { exp(min(200, $0)) }
    }
  }
  for theta in Theta.allCases { all[theta.rawValue] = { theta.forecast($0, horizon: $1).future } }
  for model in ETSModel.stable {
    all[model.description] = {
      ETS.forecast($0, model, horizon: $1)?.future ?? [Double](repeating: $0.values.last!, count: $1)
    }
  }
  for form in ComplexSmoothing.allCases {
    all[form.rawValue] = {
      form.forecast($0, horizon: $1)?.future ?? [Double](repeating: $0.values.last!, count: $1)
    }
  }
  return all
}

func cpu() -> Double {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return Double(usage.ru_utime.tv_sec) * 1000 + Double(usage.ru_utime.tv_usec) / 1000
}

func main() async throws {
  let words = CommandLine.arguments
  let season = Int(words[2])!, horizon = Int(words[3])!, known = methods(season)
  let origins = words.count > 5 ? words[5].split(separator: ",").map { Int($0)! } : [0]
  let rows = try RowSource.open(path: words[1])
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
  let series = try values.map { try Series($0, season: season) }
  if words[4] == "default" {
    let threads = words.count > 5 ? Int(words[5])! : 1, begin = cpu()
    var engine = try ForecastEngine(horizon: horizon)
    engine.threads = threads
    let all = await engine.forecast(series)
    FileHandle.standardError.write(Data("default \((cpu() - begin) / Double(series.count)) ms\n".utf8))
    var out = ""
    for (id, one) in zip(ids, all) {
      for step in 0..<horizon {
        out += "\(id),\(step + 1),\(one.point[step])"
        for interval in one.intervals { out += ",\(interval.lower[step]),\(interval.upper[step])" }
        out += "\n"
      }
    }
    FileHandle.standardOutput.write(Data(out.utf8))
    return
  }
  var out = ""
  for name in words[4].split(separator: "+").map(String.init) {
    let method = known[name]!, begin = cpu()
    var all: [(Int, Int, [Double])] = []
    for (place, one) in series.enumerated() {
      for origin in origins where origin == 0 || one.values.count - origin >= max(6, 2 * season + 2) {
        all.append((place, origin, method(origin == 0 ? one : one.dropLast(origin), horizon)))
      }
    }
    FileHandle.standardError.write(
      Data("\(name) \((cpu() - begin) / Double(series.count)) ms\n".utf8))
    for (place, origin, path) in all {
      for (step, value) in path.enumerated() {
        out += "\(name),\(ids[place]),\(origin),\(step + 1),\(value)\n"
      }
    }
  }
  FileHandle.standardOutput.write(Data(out.utf8))
}

try await main()
