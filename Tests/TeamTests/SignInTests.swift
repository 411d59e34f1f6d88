@testable import Team
import Blueprint
import Foundation
import Kernel
import Secrets
import Storage
import Testing

/// ASVS 5.0 sections 6.1 and 6.3.
struct SignInTests {
  private let ada = "ada@northgate.example"

  // 6.3.2: no default account.
  @Test func `a fresh database has no user, and the first run makes an administrator who is signed in`()
    async throws
  {
    try await Office.open { office async throws in
      #expect(try await office.texts("SELECT email FROM users") == [ada])
      #expect(office.admin.role == .admin)
      #expect(try await office.holder(office.adminSession)?.name == "Ada Berg")
      let needsSetUp = try await office.database.read { try SignIn.needsSetUp($0) }
      #expect(!needsSetUp)
      let company = try await office.database.read { try Company.current($0) }
      #expect(company == Company(name: "Northgate Foods", currency: .eur, calendar: .iso))
    }
  }

  @Test func `the first run works once`() async throws {
    try await Office.open { office async throws in
      await #expect(throws: SignInRefusal.alreadySetUp) {
        _ = try await SignIn.setUp(
          Office.answers, from: Office.client, on: office.database, at: office.later(5), policy: Office.policy
        )
      }
      #expect(try await office.texts("SELECT email FROM users").count == 1)
    }
  }

  @Test func `the address may be typed in capitals, with blanks around it`() async throws {
    try await Office.open { office async throws in
      #expect(try await office.signIn("  ADA@Northgate.example ").user.id == office.admin.id)
    }
  }

  // 6.3.8
  @Test func `an unknown account, a wrong password, an invited and a deactivated user get one answer`()
    async throws
  {
    try await Office.open { office async throws in
      let gone = try await office.hire("Gus Gone")
      let invited = try await office.hire("Ina New", password: nil)
      _ = try await User.deactivate(gone.id, office.asAdmin)
      for (email, password) in [
        ("nobody@northgate.example", Office.password), (ada, "another phrase"), (gone.email, Office.password),
        (invited.email, Office.password), ("", ""),
      ] {
        await #expect(throws: SignInRefusal.wrong) { _ = try await office.signIn(email, password) }
      }
    }
  }

  // 6.3.8: the same work is done whoever asks.
  @Test func `where there is no real hash the decoy is worked through`() throws {
    let policy = PasswordPolicy.cheap, real = try policy.hash(Office.password, words: []),
      user = ID<User>.new()
    let known = PasswordCheck(Credential(user: user, hash: real, isActive: true), decoy: policy.decoy)
    #expect(known.hash == real)
    #expect(known.owner(of: Office.password, policy)?.user == user)
    for credential in [
      nil, Credential(user: user, hash: nil, isActive: true),
      Credential(user: user, hash: real, isActive: false),
    ] {
      let check = PasswordCheck(credential, decoy: policy.decoy)
      #expect(check.hash == policy.decoy)
      #expect(check.owner(of: Office.password, policy) == nil)
    }
  }

  // 6.3.1
  @Test func `after five failures even the right password is refused, until the wait is over`() async throws {
    try await Office.open { office async throws in
      for second in 1...5 {
        await #expect(throws: SignInRefusal.wrong) {
          _ = try await office.signIn(ada, "wrong phrase", after: Double(second))
        }
      }
      await #expect(throws: SignInRefusal.throttled(retryAfter: 29)) {
        _ = try await office.signIn(ada, after: 6)
      }
      await #expect(throws: SignInRefusal.throttled(retryAfter: 1)) {
        _ = try await office.signIn(" ADA@northgate.example", after: 34)
      }
      #expect(try await office.signIn(ada, after: 35).user.id == office.admin.id)
    }
  }

  // 6.3.1, 6.3.8
  @Test func `an account that is not there is throttled like one that is`() async throws {
    try await Office.open { office async throws in
      for second in 1...5 {
        await #expect(throws: SignInRefusal.wrong) {
          _ = try await office.signIn("nobody@northgate.example", after: Double(second))
        }
      }
      await #expect(throws: SignInRefusal.throttled(retryAfter: 29)) {
        _ = try await office.signIn("nobody@northgate.example", after: 6)
      }
    }
  }

  // 6.1.1: nobody can be locked out for longer than the window by a stranger.
  @Test func `a quarter of an hour after the last failure nothing is held against anybody`() async throws {
    try await Office.open { office async throws in
      for second in 1...5 {
        await #expect(throws: SignInRefusal.wrong) {
          _ = try await office.signIn(ada, "wrong phrase", after: Double(second))
        }
      }
      #expect(try await office.signIn(ada, after: 5 + 15 * 60).user.id == office.admin.id)
    }
  }

  // 6.3.1
  @Test func `an address that fails with twenty accounts waits, others do not`() async throws {
    try await Office.open { office async throws in
      for place in 1...20 {
        await #expect(throws: SignInRefusal.wrong) {
          _ = try await office.signIn("guess\(place)@northgate.example", after: 10)
        }
      }
      await #expect(throws: SignInRefusal.throttled(retryAfter: 29)) {
        _ = try await office.signIn(ada, after: 11)
      }
      #expect(try await office.signIn(ada, address: "198.51.100.4", after: 11).user.id == office.admin.id)
    }
  }

  @Test func `one good account does not buy an address new guesses`() async throws {
    try await Office.open { office async throws in
      for place in 1...19 {
        await #expect(throws: SignInRefusal.wrong) {
          _ = try await office.signIn("guess\(place)@northgate.example", after: 10)
        }
      }
      _ = try await office.signIn(ada, after: 11)
      await #expect(throws: SignInRefusal.wrong) {
        _ = try await office.signIn("guess20@northgate.example", after: 12)
      }
      await #expect(throws: SignInRefusal.throttled(retryAfter: 30)) {
        _ = try await office.signIn(ada, after: 12)
      }
    }
  }

  @Test func `tries at the same moment all count`() async throws {
    try await Office.open { office async throws in
      let refused = await withTaskGroup(of: SignInRefusal?.self) { group in
        for _ in 1...12 {
          group.addTask {
            do {
              _ = try await office.signIn(ada, "wrong phrase", after: 10)
              return nil
            } catch { return error as? SignInRefusal }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(refused.filter { $0 == .wrong }.count == 5)
      #expect(refused.filter { $0 == .throttled(retryAfter: 30) }.count == 7)
    }
  }

  @Test func `a success forgets the account's failures`() async throws {
    try await Office.open { office async throws in
      for round in 0..<3 {
        for second in 1...4 {
          await #expect(throws: SignInRefusal.wrong) {
            _ = try await office.signIn(
              ada, "wrong phrase", address: "192.0.2.\(round)", after: Double(round * 10 + second))
          }
        }
        _ = try await office.signIn(ada, after: Double(round * 10 + 5))
      }
    }
  }

  @Test func `a hash of lower cost is replaced at the next sign-in`() async throws {
    try await Office.open { office async throws in
      let credentials = SignIn.Credentials(email: ada, password: Office.password)
      let before = try await office.texts("SELECT password_hash FROM users")
      _ = try await SignIn.signIn(credentials, from: Office.client, on: office.database, at: office.later(5))
      let after = try await office.texts("SELECT password_hash FROM users")
      #expect(PasswordHash.needsRehash(before[0], cost: .interactive))
      #expect(!PasswordHash.needsRehash(after[0], cost: .interactive))
      _ = try await SignIn.signIn(credentials, from: Office.client, on: office.database, at: office.later(6))
      #expect(try await office.texts("SELECT password_hash FROM users") == after)
    }
  }

  @Test func `a sign-in stands in the audit trail with address and device`() async throws {
    try await Office.open { office async throws in
      _ = try await office.signIn(ada)
      let kept = try await office.texts("SELECT after_json FROM events WHERE kind = 'user.signedIn'")
      #expect(kept == [#"{"address":"203.0.113.7","device":"Firefox on Linux"}"#])
    }
  }

  @Test func `neither passwords nor tokens stand anywhere in the database`() async throws {
    try await Office.open { office async throws in
      let session = try await office.signIn(ada).token
      let added = try await User.add(
        .init(name: "Ina New", email: "ina@northgate.example", role: .viewer), office.asAdmin,
        policy: Office.policy)
      let token = try await Token.create(.init(name: "nightly", scope: .read), office.asAdmin).text
      await #expect(throws: SignInRefusal.wrong) {
        _ = try await office.signIn("my secret phrase", "typed too early")
      }
      let everything = try await office.everything()
      let code = try #require(added.invitation?.code)
      for secret in [
        Office.password, session, office.adminSession, code, token, "my secret phrase", "typed too early",
      ] {
        #expect(!everything.contains(secret))
      }
    }
  }
}
