import Kernel

/// Why nobody was let in. An unknown account, a wrong password and a deactivated user are one case: whoever
/// guesses learns nothing.
package enum SignInRefusal: Refusal, Equatable {
  case wrong
  /// Too many failures; the right password is refused as well until then.
  case throttled(retryAfter: Int)
  case alreadySetUp

  package var status: Int {
    switch self {
    case .wrong: 401
    case .throttled: 429
    case .alreadySetUp: 409
    }
  }

  package var code: String {
    switch self {
    case .wrong: "sign-in-wrong"
    case .throttled: "sign-in-throttled"
    case .alreadySetUp: "already-set-up"
    }
  }

  package var message: String {
    switch self {
    case .wrong: "The e-mail address or the password is not right."
    case .throttled(let seconds):
      seconds < 90
        ? "Too many attempts. Try again in \(seconds) seconds."
        : "Too many attempts. Try again in \((seconds + 59) / 60) minutes."
    case .alreadySetUp:
      "This database has its first user already. Sign in, or ask an administrator to let you in."
    }
  }
}
