import Foundation
import Kernel
import Secrets
import Storage

/// One try to sign in. It is written down before the password is looked at, so that a hundred tries at once
/// count as a hundred; a success takes it back.
struct SignInAttempt: Sendable {
  let id: ID<SignInAttempt>
  /// A digest: people type passwords into the wrong field, and unknown accounts are counted like known ones.
  let account: String
  let address: String

  init(email: String, address: String, at now: Date) {
    id = .new(at: now)
    account = SHA256.hex(Email.key(email))
    self.address = AddressKey.of(address)
  }

  /// Refused while the account or the address must wait; a refused try does not lengthen the wait.
  func open(at now: Date, _ db: Connection) throws {
    if db.dialect == .postgres {
      try db.run("SELECT pg_advisory_xact_lock(hashtext(CAST(\(account) AS TEXT)))")
      try db.run("SELECT pg_advisory_xact_lock(hashtext(CAST(\(address) AS TEXT)))")
    }
    let since = now.addingTimeInterval(-Backoff.window)
    let ofAccount = try db.first(
      "SELECT COUNT(*), MAX(at) FROM sign_in_attempts WHERE account_key = \(account) AND at > \(since)"
    ) { try Backoff.account.opens(after: $0.int(0), last: $0.momentOrNil(1) ?? since) }
    let ofAddress = try db.first(
      "SELECT COUNT(*), MAX(at) FROM sign_in_attempts WHERE address_key = \(address) AND at > \(since)"
    ) { try Backoff.address.opens(after: $0.int(0), last: $0.momentOrNil(1) ?? since) }
    // An empty address is nobody's: a password that is asked for again comes without one.
    let opens = [ofAccount ?? nil, address.isEmpty ? nil : ofAddress ?? nil].compactMap { $0 }.max()
    if let opens, opens > now {
      throw SignInRefusal.throttled(retryAfter: Int(opens.timeIntervalSince(now).rounded(.up)))
    }
    try db.run("DELETE FROM sign_in_attempts WHERE at < \(now.addingTimeInterval(-86_400))")
    try db.run(
      """
      INSERT INTO sign_in_attempts (id, account_key, address_key, at)
      VALUES (\(id), \(account), \(address), \(now))
      """)
  }

  /// It was the right password: this try never counted, and the account's earlier failures are forgotten. The
  /// address keeps its own, or one good account would pay for guessing at others.
  func succeeded(_ db: Connection) throws {
    try db.run("DELETE FROM sign_in_attempts WHERE id = \(id)")
    try db.run("UPDATE sign_in_attempts SET account_key = '' WHERE account_key = \(account)")
  }
}
