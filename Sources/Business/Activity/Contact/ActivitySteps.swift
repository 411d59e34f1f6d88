import Accounts
import Blueprint
import Kernel
import People
import Storage
import Team

/// What activity says is to be done next: contact that is due, tasks and promises that are late.
enum ActivitySteps {
  static let all = [contact, late]

  /// How much of a year's sales hangs on being in touch: an assumption until the company's own record says better.
  private static let contactChance = BasisPoints(50)
  private static let promiseChance = BasisPoints(200)
  private static let taskChance = BasisPoints(25)

  private static let contact = NextStepSource("contact-overdue", "Contact is overdue") { actor, today, db in
    let stakes = try AccountStake.all(db), currency = try Company.current(db).currency
    let accounts = try ContactDue.accounts(by: today, on: today, for: actor, db)
    let people = try ContactDue.people(by: today, on: today, for: actor, limit: 100, db)
    let silent = Set(accounts.map(\.account))
    // Who is not spoken to at all is one step, not one for each of its people.
    return (accounts + people.filter { !silent.contains($0.account) }).map { due in
      step(due, today, stakes[due.account], currency)
    }
  }

  private static func step(_ due: ContactDue, _ today: Day, _ stake: AccountStake?, _ currency: Currency)
    -> NextStep
  {
    let whom = due.personName ?? due.accountName
    let last = due.last.map { "No contact for \(today.days(since: $0)) days" } ?? "No contact is noted"
    let place =
      due.personName == nil
      ? "" : " (\([due.title, due.accountName].compactMap { $0 }.joined(separator: ", ")))"
    let address =
      due.person.map { "/interactions/new?person=\($0)" } ?? "/interactions/new?account=\(due.account)"
    return NextStep(
      key: "contact:\(due.account):\(due.person ?? "")", account: due.account,
      title: "Get in touch with \(whom)\(place)",
      reason: "\(last); tier \(due.tier) asks for one every \(due.everyDays).",
      evidence: due.person.map { "/people/\($0)" } ?? "/accounts/\(due.account)/timeline",
      remedy: ("Note a contact", address), stake: stake?.money ?? .zero(currency),
      stakeWords: stake?.words ?? "no sales of the account are known", chance: contactChance,
      chanceWords: "assumed: silence past its day puts half a percent of a year's sales at risk", due: due.due
    )
  }

  private static let late = NextStepSource("task-late", "Tasks and promises are due") { actor, today, db in
    let stakes = try AccountStake.all(db), currency = try Company.current(db).currency
    return try WorkTask.late(on: today, for: actor, limit: 300, db).map { row in
      let task = row.task, stake = stakes[task.account.text]
      let days = today.days(since: task.due ?? today)
      let when = days == 0 ? "due today" : "\(days) \(days == 1 ? "day" : "days") late"
      return NextStep(
        key: "task:\(task.id)", account: task.account.text, title: task.title,
        reason: "\(task.kind.words), \(when)" + (row.owner.map { ", for \($0)" } ?? "")
          + (row.person.map { ", with \($0)" } ?? "") + ".",
        evidence: "/tasks/\(task.id)", remedy: ("Close it", "/tasks/\(task.id)/closing/new"),
        stake: stake?.money ?? .zero(currency),
        stakeWords: stake?.words ?? "no sales of the account are known",
        chance: task.kind == .task ? taskChance : promiseChance,
        chanceWords: task.kind == .task
          ? "assumed: a task left undone costs a quarter of a percent of a year's sales"
          : "assumed: a broken promise costs two percent of a year's sales", due: task.due)
    }
  }
}
