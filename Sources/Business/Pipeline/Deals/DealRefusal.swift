package import Kernel

/// Why a change to the pipeline was not made.
package enum DealRefusal: Refusal, Equatable {
  case notThere
  case nameMissing
  case tooLong(field: String, limit: Int)
  case badAmount(String)
  case noRate(Currency, into: Currency, on: Day)
  case badRate(String)
  case accountUnknown
  case accountMissing
  case ownerUnknown
  case processUnknown
  case stageUnknown(String)
  case stageOfOtherProcess(String)
  case sameStage(String)
  case dayAhead(field: String, Day)
  case beforeStage(Day, since: Day)
  case reasonMissing
  case badChance
  case chanceWithoutWhy
  case changedMeanwhile(now: Int, theirs: String)
  case lineUnknown
  case badQuantity(String)
  case lineCurrency(Currency, Currency)
  case stageUsed(String)
  case wrongStages(String)
  case nothingMarked
  case badQuestion(field: String, String)

  package var status: Int {
    switch self {
    case .notThere, .lineUnknown: 404
    case .changedMeanwhile, .stageUsed: 409
    default: 422
    }
  }

  package var code: String {
    switch self {
    case .notThere, .lineUnknown: "not-there"
    case .nameMissing: "name-missing"
    case .tooLong: "too-long"
    case .badAmount, .badQuantity, .lineCurrency: "wrong-amount"
    case .noRate, .badRate: "no-rate"
    case .accountUnknown, .accountMissing: "account-unknown"
    case .ownerUnknown: "owner-unknown"
    case .processUnknown, .stageUnknown, .stageOfOtherProcess, .sameStage, .stageUsed, .wrongStages:
      "wrong-stage"
    case .dayAhead, .beforeStage: "wrong-day"
    case .reasonMissing: "reason-missing"
    case .badChance, .chanceWithoutWhy: "wrong-chance"
    case .changedMeanwhile: "changed-meanwhile"
    case .nothingMarked: "wrong-marks"
    case .badQuestion: "wrong-question"
    }
  }

  package var field: String? {
    switch self {
    case .nameMissing: "name"
    case .tooLong(let field, _), .dayAhead(let field, _), .badQuestion(let field, _): field
    case .badAmount, .noRate, .lineCurrency: "amount"
    case .badRate: "rate"
    case .accountUnknown, .accountMissing: "account"
    case .ownerUnknown: "owner"
    case .processUnknown: "process"
    case .stageUnknown, .stageOfOtherProcess, .sameStage: "stage"
    case .beforeStage: "on"
    case .reasonMissing: "reason"
    case .badChance: "ownChance"
    case .chanceWithoutWhy: "chanceWhy"
    case .changedMeanwhile: "version"
    case .badQuantity: "quantity"
    case .wrongStages, .stageUsed: "stages"
    case .nothingMarked: "id"
    case .notThere, .lineUnknown: nil
    }
  }

  package var message: String {
    switch self {
    case .notThere: "There is no such deal. Look it up in the list of deals."
    case .lineUnknown: "There is no such line. The deal's page lists them."
    case .nameMissing: "The name is missing. Write what the deal is about."
    case .tooLong(let field, let limit):
      "“\(field)” is longer than \(limit) characters. Shorten it; nothing was changed."
    case .badAmount(let text):
      "“\(text)” is not an amount. Write a number of zero or more, with its currency where it is not the company's: 250000 EUR."
    case .badQuantity(let text): "“\(text)” is not a quantity. Write a whole number above zero."
    case .lineCurrency(let line, let deal):
      "The price is in \(line), but the deal is in \(deal). Write the price in \(deal)."
    case .accountUnknown: "There is no such account. Choose one from the list."
    case .accountMissing: "The account is missing. Say with whom the deal is; a prospect is an account, too."
    case .ownerUnknown: "There is no such user. Choose one from the list, or leave it empty."
    case .nothingMarked: "No deals are marked. Mark some rows, then choose what to change."
    case .badQuestion(_, let words): words
    default: ofStages ?? ofMoney ?? ""
    }
  }

  private var ofStages: String? {
    switch self {
    case .processUnknown: "There is no such process. Choose one from the list."
    case .stageUnknown(let name): "There is no stage “\(name)”. Choose one from the list."
    case .stageOfOtherProcess(let name):
      "“\(name)” is a stage of another process. Choose one of the deal's own."
    case .sameStage(let name): "The deal stands in “\(name)” already. Nothing was changed."
    case .dayAhead(_, let day):
      "\(DisplayNumber.day(day)) is still to come. Say when it happened: today, or a day before."
    case .beforeStage(let day, let since):
      "The deal came into its stage on \(DisplayNumber.day(since)), after \(DisplayNumber.day(day)). Choose a later day."
    case .reasonMissing: "Say in a few words why the deal is lost: the next ones learn from it."
    case .badChance: "A chance lies between 0 and 100 percent."
    case .chanceWithoutWhy: "Say why your chance differs from the stage's: it is shown beside it."
    case .changedMeanwhile(let version, let theirs):
      "Somebody else saved this deal while you were editing: \(theirs). It is at version \(version) now. "
        + "Yours was not saved: look at theirs, then save again with that version."
    case .stageUsed(let name):
      "“\(name)” has deals, or had some: it can be called otherwise, but not be taken away."
    case .wrongStages(let words): words
    default: nil
    }
  }

  private var ofMoney: String? {
    switch self {
    case .noRate(let currency, let company, let day):
      "There is no exchange rate from \(currency) to \(company) for \(DisplayNumber.day(day)), so the deal can't be added "
        + "to others. Enter one under Exchange rates of the pipeline, or write the amount in \(company). Nothing was changed."
    case .badRate(let text):
      "“\(text)” is not a rate. Write what one unit is worth, such as 1.0837, with at most nine decimals."
    default: nil
    }
  }
}
