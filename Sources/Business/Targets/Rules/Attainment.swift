package import Kernel
import Statistics

/// How far a target is reached, and whether that is early or late for its season. All amounts in the metric's smallest
/// unit.
package struct Attainment: Codable, Hashable, Sendable {
  package let target: Int64
  /// Sold in the year so far.
  package var actual: Int64
  /// What of the target is due by its own periods.
  package let due: Int64
  package let weeksDone: Int
  package let weeksLeft: Int
  /// Sold in the last weeks, and how many those were.
  package var recent: Int64
  package let recentWeeks: Int

  package init(
    target: Int64, actual: Int64, due: Int64, weeksDone: Int, weeksLeft: Int, recent: Int64, recentWeeks: Int
  ) {
    self.target = target
    self.actual = actual
    self.due = due
    self.weeksDone = weeksDone
    self.weeksLeft = weeksLeft
    self.recent = recent
    self.recentWeeks = recentWeeks
  }

  /// actual / target
  package var attained: BasisPoints? { BasisPoints(actual, of: target) }
  /// actual / (target x seasonal share to date)
  package var pace: BasisPoints? { BasisPoints(actual, of: due) }
  /// actual / (target x weeks over / weeks of the year)
  package var linearPace: BasisPoints? {
    let weeks = Int64(weeksDone + weeksLeft)
    return weeks == 0 ? nil : BasisPoints(actual * weeks, of: target * Int64(weeksDone))
  }
  /// The part of the year that its season expects by now.
  package var seasonalShare: BasisPoints? { BasisPoints(due, of: target) }
  package var gap: Int64 { actual - due }
  package var toGo: Int64 { max(0, target - actual) }
  /// What every week that is left must bring.
  package var requiredPerWeek: Int64? {
    largestRemainder([toGo], of: Int64(weeksLeft), scale: 1).first
  }
  package var recentPerWeek: Int64? {
    largestRemainder([recent], of: Int64(recentWeeks), scale: 1).first
  }

  package enum Standing: String, Sendable { case early, onPace, watch, behind }

  /// Three percent either way is on pace; more than ten below is behind.
  package var standing: Standing? {
    guard weeksDone > 0, let pace else { return nil }
    return switch pace.count {
    case ..<9_000: .behind
    case ..<9_700: .watch
    case 10_300...: .early
    default: .onPace
    }
  }
}
