import Files
import Kernel
import X12

/// Writes a demand plan as an X12 830: what a partner is to expect week by week, in cases where they are known.
struct PlanningSchedule {
  let sender: String
  let receiver: String
  let buyer: String
  let day: Day

  /// A name as an interchange carries it: fifteen letters and digits at most.
  static func address(_ name: String) -> String {
    let plain = SearchKey.fold(name).uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    return plain.isEmpty ? "UNKNOWN" : String(plain.prefix(15))
  }

  func bytes(_ plan: DemandPlan) throws -> [UInt8] {
    var bytes: [UInt8] = []
    let sink = ByteSink { bytes.append(contentsOf: $0) }
    let writer = X12Writer(sink)
    // The day counts up from one file to the next between two partners.
    let control = max(1, day.ordinal % 1_000_000_000)
    try writer.interchange(
      from: X12Address(id: sender), to: X12Address(id: receiver), control: control, on: day
    ) {
      try writer.group("PS", from: sender, to: receiver, on: day) {
        try writer.set("830") { try write(plan, writer) }
      }
    }
    try sink.finish()
    return bytes
  }

  private func write(_ plan: DemandPlan, _ writer: X12Writer) throws {
    guard let first = plan.weeks.first, let last = plan.weeks.last else { return }
    try writer.segment(
      "BFR", "00", plan.version.id.text.suffix(12).uppercased(), "", "DL", "A", X12Day.text(first.firstDay),
      X12Day.text(last.lastDay), X12Day.text(day))
    try writer.segment("N1", "BY", Self.plain(buyer))
    for (place, line) in plan.lines.enumerated() {
      let code = line.gtin.map { ("UK", $0) } ?? ("VN", String(line.product.suffix(12)))
      try writer.segment("LIN", "\(place + 1)", code.0, code.1)
      try writer.segment("UIT", line.cases == nil ? "EA" : "CA")
      try writer.segment("PID", "F", "", "", "", Self.plain(line.productName))
      if let warehouse = line.warehouse { try writer.segment("N1", "ST", Self.plain(warehouse)) }
      for (step, week) in plan.weeks.enumerated() {
        // Frozen weeks are firm, the others are planning.
        let isFirm = plan.version.place(week).map { $0 < plan.version.frozen } ?? false
        let count = line.cases?[step] ?? line.units[step]
        try writer.segment("FST", "\(count)", isFirm ? "C" : "D", "W", X12Day.text(week.firstDay))
      }
    }
    try writer.segment("CTT", "\(plan.lines.count)")
  }

  /// Without the marks that X12 keeps for itself.
  private static func plain(_ text: String) -> String {
    String(text.map { "*~^:>|\n".contains($0) ? " " : $0 }.prefix(60))
  }
}
