import Blueprint
import Kernel
import Storage

extension SalesDesk {
  /// Growth of value against last year as an outcome: -20 % is 0 points, +20 % is 100.
  static let growthInput = HealthInput("growth", "Sales growth", weight: BasisPoints(3_000)) {
    account, context, db in
    let lines =
      try account.map { id in
        let one = try totals(ofAccount: PerformanceQuery(id: id), context, db)
        return [
          Performance.Line(
            id: id, name: "", isProvisional: false, current: one.current, lastYear: one.lastYear)
        ]
      } ?? tops(context, db).lines
    var readings: [String: HealthInput.Reading] = [:]
    for line in lines {
      let (now, before) = (line.current.value, line.lastYear.value)
      guard let change = BasisPoints(now - before, of: before), before > 0 else { continue }
      readings[line.id] = HealthInput.Reading(
        points: growthPoints(change),
        words:
          "\(DisplayNumber.change(from: before, to: now)) against last year; −20 % is 0 points, +20 % is 100",
        evidence: "/accounts/\(line.id)/drivers")
    }
    return readings
  }

  /// A straight line from -20 % to +20 %.
  static func growthPoints(_ change: BasisPoints) -> Int {
    min(max((change.count + 2_000 + 20) / 40, 0), 100)
  }
}
