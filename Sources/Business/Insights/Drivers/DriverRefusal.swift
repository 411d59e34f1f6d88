import Blueprint
import Kernel

/// Why drivers were not made.
package enum DriverRefusal: Refusal, Equatable {
  case badPeriod
  case longerThanAYear

  package var status: Int { 422 }
  package var code: String {
    switch self {
    case .badPeriod: "bad-period"
    case .longerThanAYear: "longer-than-a-year"
    }
  }
  package var field: String? { "from" }
  package var message: String {
    switch self {
    case .badPeriod:
      "The period ends before it begins, or is longer than five years. Give “from” and “to” as days, the earlier one first."
    case .longerThanAYear:
      "More than 52 weeks overlap with the same weeks a year before. Shorten the period, or hold it against the weeks just "
        + "before (against=previous)."
    }
  }
}
