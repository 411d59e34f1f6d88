import Blueprint
import Files
import Foundation
import Kernel

/// A first, quick way through a file: which stages it names, and how often.
struct DealFileScan {
  private(set) var stages: [(name: String, rows: Int)] = []

  init(_ path: String, _ options: DealImport.Options, own: CustomColumns) throws {
    let source = try RowSource.open(path: path)
    let columns = try DealColumns(try source.readHeader(), options.mapping, own: own)
    var places: [String: Int] = [:]
    while let record = try source.next() {
      guard record.problem == nil, let text = columns.text(.stage, record), text.count <= 80 else { continue }
      if let place = places[text] {
        stages[place].rows += 1
      } else if stages.count < 60 {
        // A column with more stages than that is none of stages: its rows are rejected one by one.
        places[text] = stages.count
        stages.append((text, 1))
      }
    }
  }

  /// The process with every stage of the file, in the order in which such stages usually come.
  func process(_ old: DealProcess?, name: String, place: Int, at moment: Date) -> DealProcess {
    var process =
      old ?? DealProcess(id: .new(at: moment), name: name, place: place, version: 1, stages: [])
    var known = Set(process.stages.map { SearchKey.fold($0.name) }), open: [DealStage] = process.openStages
    let missing = stages.filter { known.insert(SearchKey.fold($0.name)).inserted }
    let news = missing.filter { DealCells.outcome($0.name) == .open }.enumerated().sorted {
      (DealCells.rank($0.element.name), $0.offset) < (DealCells.rank($1.element.name), $1.offset)
    }
    for (_, stage) in news { open.append(make(stage.name, .open, process, moment)) }
    let ends = [Outcome.won, .lost].map { outcome in
      process.stages.first { $0.outcome == outcome }
        ?? make(
          missing.first { DealCells.outcome($0.name) == outcome }?.name ?? Words.title(outcome.rawValue),
          outcome, process, moment)
    }
    process.stages = (open + ends).enumerated().map { place, stage in
      var stage = stage
      stage.place = place + 1
      return stage
    }
    return process
  }

  private func make(_ name: String, _ outcome: Outcome, _ process: DealProcess, _ moment: Date) -> DealStage {
    DealStage(
      id: .new(at: moment), process: process.id, place: 0, name: name, outcome: outcome,
      priorWins: outcome == .open ? 3 : 1, priorLosses: outcome == .open ? 7 : 1,
      usualDays: outcome == .open ? 45 : 1)
  }

  /// In which stage a decided deal stood before, where the file has no history: the one with most of its open rows.
  func usual(in process: DealProcess) -> DealStage? {
    let rows = Dictionary(stages.map { (SearchKey.fold($0.name), $0.rows) }) { $0 + $1 }
    return process.openStages.max { rows[SearchKey.fold($0.name)] ?? 0 < rows[SearchKey.fold($1.name)] ?? 0 }
  }
}
