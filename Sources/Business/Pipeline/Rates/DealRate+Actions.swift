package import Blueprint
import Kernel
import Storage
import Team

extension DealRate {
  package static let wasEntered = EventKind<DealRate>("deal-rate.entered")

  /// Enters a rate and values the open deals in that currency anew.
  package static func enter(_ input: New, _ context: Context) async throws -> DealRates {
    try await context.write { db in
      let company = try Company.current(db).currency, day = input.from ?? context.today
      guard
        let rate = ExchangeRate(
          day: day, from: input.currency, to: company, input.rate.replacing(",", with: "."))
      else { throw DealRefusal.badRate(input.rate) }
      guard input.currency != company else {
        throw DealRefusal.badQuestion(
          field: "currency", "\(company) is the company's own currency: it needs no rate.")
      }
      try save(rate, db)
      var revalued = 0
      for deal in try Deal.open(in: input.currency, db) {
        let new = try deal.valued(context, db)
        guard new.value != deal.value else { continue }
        try Deal.write([new], db)
        revalued += 1
      }
      try context.publish(
        wasEntered, ID<DealRate>.new(at: context.now),
        after: ["currency": input.currency.code, "rate": input.rate, "from": day.description], db)
      return DealRates(company: company, rates: try all(db), revalued: revalued)
    }
  }
}

extension Deal {
  /// With its amount in the company's currency: at today's rate while it is open, at that of its last day after.
  func valued(_ context: Context, _ db: Connection) throws -> Deal {
    try valued(into: try Company.current(db).currency, today: context.today, db)
  }

  func valued(into company: Currency, today: Day, _ db: Connection) throws -> Deal {
    var new = self
    guard let amount else {
      new.value = nil
      return new
    }
    if amount.currency == company {
      new.value = amount
      return new
    }
    let day = closedOn ?? today
    guard let rate = try DealRate.on(day, from: amount.currency, into: company, db) else {
      throw DealRefusal.noRate(amount.currency, into: company, on: day)
    }
    new.value = try amount.converted(by: rate)
    return new
  }
}
