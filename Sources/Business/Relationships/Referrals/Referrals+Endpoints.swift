import Accounts
import Blueprint
import Kernel
import Pipeline

extension Referrals {
  struct OfDeal: Codable, Sendable {
    let id: ID<Deal>
  }
  struct OfAccount: Codable, Sendable {
    let id: ID<Account>
  }

  static let endpoints: [Endpoint] = [
    Endpoint(
      .get, "/deals/{id}/referrals", "Who of us reaches the people that decide a deal, and through whom",
      allow: .viewer
    ) { (input: OfDeal, context) in
      try await context.read { try find(deal: input.id, context, $0) }
    }.page { (one: Referrals, visit) in ReferralsPage.draw(one, visit) },
    Endpoint(
      .get, "/accounts/{id}/referrals", "Who of us reaches the people of an account, and through whom",
      allow: .viewer
    ) { (input: OfAccount, context) in
      try await context.read { try find(account: input.id, context, $0) }
    }.page { (one: Referrals, visit) in ReferralsPage.draw(one, visit) },
  ]
}
