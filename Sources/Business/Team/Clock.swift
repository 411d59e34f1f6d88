import Foundation
import Kernel
import Storage

/// Moments as pages of this capability write them.
enum Clock {
  /// `14 Mar 2026 09:05 UTC`.
  static func text(_ moment: Date) -> String {
    "\(DisplayNumber.day(day(moment))) \(Moment.text(moment).dropFirst(11).prefix(5)) UTC"
  }

  static func day(_ moment: Date) -> Day {
    Day(ordinal: Int((moment.timeIntervalSince1970 / 86_400).rounded(.down)))
  }
}
