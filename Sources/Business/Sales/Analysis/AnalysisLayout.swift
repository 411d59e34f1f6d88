import Kernel

/// Which rows and columns an answer has, in which order.
struct AnalysisLayout {
  struct Line {
    let members: [AnalysisTable.Member]
    /// More than one for “Other”.
    let keys: [AnalysisKey]
    var isOther = false
  }
  struct Head {
    let key: AnalysisKey
    let column: AnalysisTable.Column
  }

  private let run: AnalysisRun
  private let sorting: (metric: Metric?, isDown: Bool)
  private(set) var rows: [Line] = []
  private(set) var columns: [Head] = []
  private(set) var total: Line

  private var blank: AnalysisKey {
    AnalysisKey(repeating: AnalysisKeys.all, count: run.plan.dimensions.count + 1)
  }

  init(_ run: AnalysisRun) throws {
    self.run = run
    sorting = try Self.sorting(run.plan)
    total = Line(
      members: [], keys: [AnalysisKey(repeating: AnalysisKeys.all, count: run.plan.dimensions.count + 1)])
    let leaves = Set((run.sums.map { Array($0.part.keys) + Array($0.before.keys) }) ?? [])
    columns = heads(leaves)
    rows = lines(leaves)
  }

  private static func sorting(_ plan: AnalysisPlan) throws -> (Metric?, Bool) {
    guard let text = plan.query.sort, !text.isEmpty else { return (plan.metrics[0], true) }
    let isDown = text.hasPrefix("-"), word = isDown ? String(text.dropFirst()) : text
    if word == "name" { return (nil, isDown) }
    guard let metric = plan.metrics.first(where: { $0.id.rawValue == word }) else {
      throw AnalysisRefusal.noSuchSort(word, known: ["name"] + plan.metrics.map(\.id.rawValue))
    }
    return (metric, isDown)
  }

  // MARK: Rows

  private func lines(_ keys: Set<AnalysisKey>) -> [Line] {
    let count = run.plan.rows.count
    guard count > 0 else { return [] }
    var below: [AnalysisKey: Set<Int32>] = [:]
    for key in keys where key[count - 1] != AnalysisKeys.all {
      for depth in 0..<count { below[prefix(key, depth), default: []].insert(key[depth]) }
    }
    var lines: [Line] = []
    func walk(_ above: AnalysisKey, _ depth: Int, _ members: [AnalysisTable.Member]) {
      var order = ordered(Array(below[above] ?? []), at: depth, under: above)
      let rest = depth == 0 && order.count > run.plan.limit ? Array(order[run.plan.limit...]) : []
      if !rest.isEmpty { order = Array(order.prefix(run.plan.limit)) }
      for number in order {
        var key = above
        key[depth] = number
        let here = members + [member(number, at: depth)]
        lines.append(Line(members: here, keys: [key]))
        if depth + 1 < count { walk(key, depth + 1, here) }
      }
      guard !rest.isEmpty else { return }
      let keys = rest.map { number in
        var key = above
        key[depth] = number
        return key
      }
      let other = AnalysisTable.Member(
        dimension: run.plan.rows[0], id: "", name: "Other (\(rest.count))", href: nil)
      lines.append(Line(members: [other], keys: keys, isOther: true))
    }
    walk(blank, 0, [])
    return lines
  }

  private func prefix(_ key: AnalysisKey, _ depth: Int) -> AnalysisKey {
    var key = key
    for place in key.indices where place >= depth { key[place] = AnalysisKeys.all }
    return key
  }

  private func member(_ number: Int32, at place: Int) -> AnalysisTable.Member {
    let one = run.members[place][number]
    return AnalysisTable.Member(
      dimension: run.plan.dimensions[place], id: one.id, name: one.name, href: one.href)
  }

  private func ordered(_ numbers: [Int32], at place: Int, under above: AnalysisKey) -> [Int32] {
    let members = run.members[place]
    func byName(_ left: Int32, _ right: Int32) -> Bool {
      let (one, other) = (members[left], members[right])
      return (SearchKey.fold(one.name), one.id) < (SearchKey.fold(other.name), other.id)
    }
    let isTime = run.plan.dimensions[place].side == .time
    if isTime, run.plan.query.sort == nil {
      return numbers.sorted { (members[$0].place, members[$0].id) < (members[$1].place, members[$1].id) }
    }
    guard let metric = sorting.metric else {
      let sorted =
        isTime ? numbers.sorted { members[$0].place < members[$1].place } : numbers.sorted(by: byName)
      return sorting.isDown ? sorted.reversed() : sorted
    }
    let figures = Dictionary(
      uniqueKeysWithValues: numbers.map { number -> (Int32, Exact?) in
        var key = above
        key[place] = number
        return (number, run.sums.flatMap { metric.evaluate($0.subject([key])) })
      })
    return numbers.sorted { left, right in
      switch (figures[left] ?? nil, figures[right] ?? nil) {
      case (let one?, let other?) where one != other: return sorting.isDown ? other < one : one < other
      case (.some, nil): return true
      case (nil, .some): return false
      default: return byName(left, right)
      }
    }
  }

  // MARK: Columns

  private func heads(_ keys: Set<AnalysisKey>) -> [Head] {
    let first = run.plan.rows.count, count = run.plan.columns.count
    var found: [Head] = []
    if count > 0 {
      let tuples = Set(
        keys.filter { $0[first + count - 1] != AnalysisKeys.all }.map { Array($0[first..<(first + count)]) })
      let ranks = (0..<count).map { depth in
        let order = ordered(Array(Set(tuples.map { $0[depth] })), at: first + depth, under: blank)
        return Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
      }
      func rank(_ tuple: [Int32]) -> [Int] { tuple.enumerated().map { ranks[$0.offset][$0.element] ?? 0 } }
      for tuple in tuples.sorted(by: { rank($0).lexicographicallyPrecedes(rank($1)) }) {
        var key = blank
        key.replaceSubrange(first..<(first + count), with: tuple)
        let members = tuple.enumerated().map { member($0.element, at: first + $0.offset) }
        found += metrics(members, key)
      }
    }
    return found + metrics([], blank)
  }

  /// One column for each metric, with what it is held against.
  private func metrics(_ members: [AnalysisTable.Member], _ key: AnalysisKey) -> [Head] {
    let place = members.map(\.name).joined(separator: " · ")
    let isTotal = members.isEmpty && !run.plan.columns.isEmpty
    let isSingle = run.plan.metrics.count == 1 && run.plan.compare == .none
    let past = run.plan.compare == .previous ? "previous period" : "last year"
    return run.plan.metrics.flatMap { metric in
      let roles: [AnalysisTable.Role] = run.plan.compare == .none ? [.now] : [.now, .before, .change]
      return roles.map { role in
        let words =
          switch role {
          case .now: metric.name
          case .before: "\(metric.name) \(past)"
          case .change: "\(metric.name) change \(metric.format == .percent ? "points" : "%")"
          }
        let head = isTotal ? "Total" : place
        let label = head.isEmpty ? words : isSingle ? head : "\(head) \(words)"
        return Head(key: key, column: .init(members: members, metric: metric.id, role: role, label: label))
      }
    }
  }
}
