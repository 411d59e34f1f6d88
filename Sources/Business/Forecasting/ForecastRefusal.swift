package import Kernel

/// Why a forecast, or a change to one, was not made.
package enum ForecastRefusal: Refusal, Equatable {
  case notThere(String)
  case noSales(String)
  case badHorizon(Int)
  case badFrozen(Int, horizon: Int)
  case wholeCompany
  case nothingKnown(Day)
  case inFuture(Day)
  case reasonMissing
  case reasonTooLong(Int)
  case notAnAmount(String)
  case notAPercent(String)
  case tooMuch(Int64)
  case frozen(Week, until: Week)
  case outside(Week, first: Week, last: Week)
  case weeksReversed
  case alreadyExpired(Day)
  case locked(String, by: String)
  case nameMissing
  case nothingThere
  case notYours
  case withdrawn
  case building
  case badLag(Int)
  case notAPrice(String, Currency)
  case nothingAhead
  case priceOfEverything
  case daysReversed(Day, Day)
  case tooManyDays
  case rowsWrong([String], of: Int)
  case columnMissing(String, found: [String])
  case noRows
  case tooManyRows(Int)

  package var status: Int {
    switch self {
    case .notThere: 404
    case .locked, .withdrawn, .building, .frozen: 409
    case .notYours, .wholeCompany: 403
    default: 422
    }
  }

  package var code: String {
    switch self {
    case .notThere: "not-there"
    case .noSales: "no-sales"
    case .badHorizon: "bad-horizon"
    case .badFrozen: "bad-frozen"
    case .wholeCompany: "whole-company"
    case .nothingKnown: "nothing-known"
    case .inFuture: "in-future"
    case .reasonMissing, .reasonTooLong: "reason"
    case .notAnAmount, .notAPercent, .tooMuch: "wrong-amount"
    case .frozen: "frozen"
    case .outside, .weeksReversed: "wrong-weeks"
    case .alreadyExpired: "already-expired"
    case .locked: "locked"
    case .nameMissing: "name-missing"
    case .nothingThere: "nothing-there"
    case .notYours: "not-yours"
    case .withdrawn: "withdrawn"
    case .building: "building"
    case .badLag: "bad-lag"
    case .notAPrice, .priceOfEverything: "wrong-price"
    case .nothingAhead: "nothing-ahead"
    case .daysReversed, .tooManyDays: "wrong-days"
    case .rowsWrong, .noRows, .tooManyRows, .columnMissing: "wrong-file"
    }
  }

  package var field: String? {
    switch self {
    case .badHorizon: "horizon"
    case .badFrozen: "frozen"
    case .wholeCompany, .nothingThere: "account"
    case .nothingKnown, .inFuture: "knownOn"
    case .reasonMissing, .reasonTooLong: "reason"
    case .notAnAmount, .notAPercent, .tooMuch: "amount"
    case .frozen, .outside: "from"
    case .weeksReversed: "to"
    case .alreadyExpired: "expiresOn"
    case .nameMissing: "name"
    case .badLag: "lag"
    case .notAPrice, .nothingAhead: "price"
    case .priceOfEverything: "product"
    case .daysReversed, .tooManyDays: "to"
    case .rowsWrong, .noRows, .tooManyRows, .columnMissing: "file"
    case .noSales: "kind"
    default: nil
    }
  }

  package var message: String {
    switch self {
    case .notThere(let what): "There is no such \(what) here. The list of forecasts has all that you may see."
    case .noSales(let kind):
      "There are no \(kind) figures of our products to forecast from. Import some first, or choose another kind."
    case .badHorizon(let weeks): "\(weeks) weeks can't be forecast. Give 4 to 104."
    case .badFrozen(let weeks, let horizon): "\(weeks) weeks can't be frozen. Give 0 to \(horizon - 1)."
    case .wholeCompany: "A forecast of all accounts is a director's to start. Choose an account of yours."
    case .nothingKnown(let day): "On \(DisplayNumber.day(day)) no sales were known yet. Choose a later day."
    case .inFuture(let day): "\(DisplayNumber.day(day)) is still to come. Choose a day that has passed."
    case .reasonMissing: "An override needs its reason: what do you know that the history does not?"
    case .reasonTooLong(let length): "The reason has \(length) characters; at most 500 are kept. Shorten it."
    case .notAnAmount(let text):
      "“\(text.prefix(40))” is no number of units. Give whole units from 0, such as 1200."
    case .notAPercent(let text):
      "“\(text.prefix(40))” is no change. Give percent from -100 to 1000, such as 10 or -7.5."
    case .tooMuch(let units): "\(units) units are more than any forecast can hold. Check the number."
    case .frozen(let week, let until):
      "The week to \(DisplayNumber.day(week.lastDay)) is frozen: production runs on it. Weeks behind "
        + "\(DisplayNumber.day(until.lastDay)) can be changed."
    case .outside(let week, let first, let last):
      "The week to \(DisplayNumber.day(week.lastDay)) is not in this forecast, which goes from the week to "
        + "\(DisplayNumber.day(first.lastDay)) to that to \(DisplayNumber.day(last.lastDay))."
    case .weeksReversed: "The last week lies before the first. Turn them round."
    case .alreadyExpired(let day): "It would have expired on \(DisplayNumber.day(day)). Give a day to come."
    case .locked(let name, let by):
      "This forecast was locked as “\(name)” by \(by). Make a new one to change it."
    case .nameMissing: "A lock needs a name, such as “March cycle”."
    case .nothingThere: "Nothing is forecast for this account and product. Choose another."
    case .notYours: "Only who sees every account may change all accounts at once. Choose an account."
    case .withdrawn: "This override was withdrawn already."
    case .building: "This forecast is still being made. Wait until it stands."
    case .notAPrice(let text, let currency):
      "“\(text.prefix(40))” is no price. Give an amount in \(currency) above 0, such as 2.49."
    case .nothingAhead: "Neither a price nor a promotion is given. Give one of them, or both."
    case .priceOfEverything: "A price is that of a product. Choose the product, or leave the price empty."
    case .daysReversed(let from, let to):
      "It would end on \(to) before it begins on \(from). Turn the days round."
    case .tooManyDays: "It lasts more than three years. Give an earlier last day."
    case .rowsWrong(let told, let count):
      "Nothing was imported: \(count) \(count == 1 ? "row is" : "rows are") wrong. "
        + told.joined(separator: " ")
        + (count > told.count ? " And \(count - told.count) more." : "")
    case .columnMissing(let name, let found):
      "The file has no column “\(name)”: it has \(found.prefix(12).joined(separator: ", ")). Add it."
    case .noRows: "The file has no rows below its header. Export it again."
    case .tooManyRows(let most): "The file has more than \(DisplayNumber.grouped(most)) rows. Split it."
    case .badLag(let lag): "A lag of \(lag) weeks is not possible. Give 1 to 26."
    }
  }
}
