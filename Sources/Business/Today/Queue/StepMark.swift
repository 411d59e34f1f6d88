import Blueprint
import Kernel

/// What a reader did with a step: it is theirs alone, and the step itself is not changed by it.
struct StepMark: Reply, Located, Hashable {
  enum Kind: String, Choice {
    /// Done: away for two weeks, and back after them only if its reason still holds.
    case done
    /// Put off until a day.
    case snoozed
    /// Handed on to a colleague, who finds it in their own queue.
    case delegated
    /// Back in the queue.
    case open
  }

  let step: String
  let kind: Kind
  /// The first day on which it is back; nil for what was handed on.
  let until: Day?

  var location: String { "/" }

  struct New: Codable, Sendable {
    /// The step's key, as the queue gives it.
    var step: String
    var kind: Kind
    /// For a step that is put off: for how many days, 1 to 365; a week if left out.
    var days: Int?
    /// For a step that is handed on: to whom.
    var to: ID<Actor>?
  }

  /// A done step whose reason still holds after so many days was not done.
  static let doneDays = 14
}

/// The marks that bear on one reader's queue.
struct StepMarks: Sendable {
  var own: [String: StepMark] = [:]
  /// Steps that a colleague handed to the reader, with the colleague's name.
  var handedToReader: [String: String] = [:]

  func hides(_ key: String, on today: Day) -> Bool {
    switch own[key]?.kind {
    case nil, .open: false
    case .delegated: true
    case .done, .snoozed: own[key]?.until.map { today < $0 } ?? false
    }
  }
}

/// Why a mark was not taken.
enum StepRefusal: Refusal, Equatable {
  case notThere
  case badDays(Int)
  case toWhom
  case colleagueCannotSee(String)
  case toOneself

  var status: Int { self == .notThere ? 404 : 422 }
  var code: String {
    switch self {
    case .notThere: "no-such-step"
    case .badDays: "bad-days"
    case .toWhom: "nobody-named"
    case .colleagueCannotSee: "colleague-cannot-see"
    case .toOneself: "handed-to-oneself"
    }
  }
  var field: String? {
    switch self {
    case .notThere: "step"
    case .badDays: "days"
    case .toWhom, .colleagueCannotSee, .toOneself: "to"
    }
  }
  var message: String {
    switch self {
    case .notThere: "There is no such step any more: its reason may be gone. Open the queue again."
    case .badDays(let days): "A step can be put off for 1 to 365 days, not \(days)."
    case .toWhom: "Say to whom the step goes: choose a colleague who is active."
    case .colleagueCannotSee(let name):
      "\(name) may not see this account. Put \(name) into its team first, or choose somebody else."
    case .toOneself: "The step is yours already. Choose a colleague."
    }
  }
}
