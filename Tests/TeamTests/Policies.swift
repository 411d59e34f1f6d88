import Secrets
import Team
import Testing

extension PasswordPolicy {
  /// The least work the library allows, made once.
  static let cheap: PasswordPolicy = {
    do { return try PasswordPolicy(cost: .test) } catch {
      preconditionFailure("no memory for a hash: \(error)")
    }
  }()
}
