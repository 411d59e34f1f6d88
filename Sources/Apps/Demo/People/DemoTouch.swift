import Activity
import Kernel

/// One thing that happened between the demo company and people at a customer.
struct DemoTouch: Sendable {
  let kind: Interaction.Kind
  let direction: Interaction.Direction
  /// Days before the plan's last day, and the minute of that day.
  let daysAgo: Int
  let minute: Int
  /// Places among the plan's contacts; the first is whom it was about.
  let contacts: [Int]
  let byDirector: Bool
  let subject: String
  let body: String
}

/// What is talked about, and how it is put.
enum DemoTalk {
  static let topics = [
    "the spring range", "case sizes", "the private label gap", "on-shelf availability",
    "the promotion calendar",
    "deductions of last month", "the new display", "the price list", "forecast for next quarter", "the reset",
    "late deliveries", "data sharing", "the annual plan", "store visits", "the co-op ad", "payment terms",
  ]
  static let endings = [
    "They want figures by store before they decide.", "Agreed to look at it again after the reset.",
    "Good mood; open to a test in ten stores.", "They pointed at the cheaper rival twice.",
    "We are to send the numbers this week.", "No decision yet, the boss has to agree.",
    "They liked the idea and asked for a sample plan.", "Short and friendly.",
  ]
  /// The order of kinds in which contact goes on with anybody; more of the light than of the heavy.
  static let kinds: [Interaction.Kind] = [
    .email, .call, .email, .meeting, .email, .call, .email, .visit, .call, .email,
  ]

  static func subject(_ kind: Interaction.Kind, _ topic: String) -> String {
    switch kind {
    case .call: "Call about \(topic)"
    case .meeting: "Meeting on \(topic)"
    case .visit: "Visit: \(topic)"
    case .email: "Re: \(topic)"
    case .note: "Note on \(topic)"
    case .file: "File: \(topic)"
    }
  }
}
