import Foundation
import Kernel
import Storage

/// What the database knows of somebody who gives an address and a password.
struct Credential: Sendable, Equatable {
  let user: ID<User>
  let hash: String?
  let isActive: Bool

  static func find(email: String, _ db: Connection) throws -> Credential? {
    try first("email_key = \(Email.key(email))", db)
  }

  static func find(_ user: ID<User>, _ db: Connection) throws -> Credential? { try first("id = \(user)", db) }

  private static func first(_ condition: SQL, _ db: Connection) throws -> Credential? {
    try db.first("SELECT id, password_hash, is_active FROM users WHERE \(condition)") {
      Credential(user: try $0.id(0), hash: try $0.textOrNil(1), isActive: try $0.bool(2))
    }
  }

  /// Notes a success; false where the account changed since the password was looked at.
  func signedIn(newHash: String?, at now: Date, _ db: Connection) throws -> Bool {
    try db.run(
      """
      UPDATE users SET last_sign_in_at = \(now), password_hash = \(newHash ?? hash)
      WHERE id = \(user) AND is_active AND password_hash = \(hash)
      """) == 1
  }
}

/// A password beside the hash that it is held against: there is always one, whoever asks.
struct PasswordCheck: Sendable, Equatable {
  let credential: Credential?
  let hash: String
  /// The user whose real hash it is; nil for the decoy.
  let user: ID<User>?

  init(_ credential: Credential?, decoy: String) {
    self.credential = credential
    if let credential, credential.isActive, let real = credential.hash {
      hash = real
      user = credential.user
    } else {
      hash = decoy
      user = nil
    }
  }

  /// The credential whose password it is. The hash is worked through first, then it is asked whose it was.
  func owner(of password: String, _ policy: PasswordPolicy) -> Credential? {
    policy.verify(password, hash) && user != nil ? credential : nil
  }
}
