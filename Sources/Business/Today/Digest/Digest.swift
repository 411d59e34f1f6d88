import Blueprint
import Foundation
import Kernel

/// A day's queue as a text: what its reader may see on that day, and nothing else.
struct Digest: Reply, Located, Hashable {
  enum Rhythm: String, Choice {
    case daily, weekly, never

    /// The days between two digests; nil for none.
    var days: Int? {
      switch self {
      case .daily: 1
      case .weekly: 7
      case .never: nil
      }
    }
  }

  let id: ID<Digest>
  let day: Day
  let steps: Int
  let madeAt: Date

  var location: String { "/digests" }

  /// The most steps that a digest tells; the rest are counted.
  static let mostSteps = 12

  /// The queue in plain words, with each step's arithmetic and address.
  static func text(_ queue: StepQueue, for reader: String, on day: Day) -> String {
    var lines = ["What to do next: \(reader), \(DisplayNumber.day(day))", ""]
    let sentence = QueueView.sentence(queue)
    lines.append(sentence.isEmpty ? "Nothing waits." : sentence)
    for (place, line) in queue.lines.prefix(mostSteps).enumerated() {
      lines.append("")
      lines.append("\(place + 1). \(line.title) (\(line.accountName))")
      lines.append("   \(line.reason)")
      lines.append(
        "   \(line.stake.formatted()) (\(line.stakeWords)) x \(line.chance.formatted(decimals: 0)) (\(line.chanceWords)) x "
          + "\(line.urgency.formatted(decimals: 0)) = \(line.worth.formatted())")
      if let due = line.due { lines.append("   due \(DisplayNumber.day(due))") }
      lines.append("   \(line.evidence)")
    }
    if queue.count > mostSteps {
      lines.append("")
      lines.append("\(queue.count - mostSteps) more stand in the program under Next steps.")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
