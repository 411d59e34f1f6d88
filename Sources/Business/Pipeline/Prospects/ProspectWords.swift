import Blueprint
import Kernel

/// Prospects in words and tables.
enum ProspectWords {
  static let endpoint = Endpoint(
    .get, "/pipeline/prospects", "Prospects by how like they are to those that bought", allow: .viewer
  ) { (_: NoInput, context) in
    try await context.read { try Prospects.find(for: context.actor, $0) }
  }.page(draw)

  @Sendable private static func draw(_ one: Prospects, _ visit: Visit) async throws -> Page {
    AnswerPage(
      heading: "Prospects", sentence: "Accounts that have not bought yet, those most like buyers first.",
      actions: [
        .init(
          "New prospect", "/accounts/new?status=prospect", icon: "plus", css: "button--primary")
      ],
      tabs: PipelinePage.tabs(current: "/pipeline/prospects"),
      empty: one.fits.isEmpty
        ? .init(
          icon: "users", title: "No prospects yet",
          text: "An account with the status “prospect” stands here with its score and the reasons for it.",
          label: "New account", href: "/accounts/new") : nil,
      answer: answer(one),
      sections: [.init("prospects", "Fit", lead: lead, tables: [table(one)])]
    ).page("Prospects")
  }

  private static let lead =
    "Up to \(ProspectFit.most) points a trait: half where such accounts are won like everybody, all where they are won twice as often. "
    + "Few deals count little: ten of everybody's are added to each."

  private static func answer(_ one: Prospects) -> String {
    guard let best = one.fits.first else { return "" }
    guard one.decided > 0 else {
      return "No deal is decided yet, so every prospect has the same score: nothing tells them apart."
    }
    let why = best.reasons.max { $0.points < $1.points }
    return DisplayNumber.kept(
      "\(best.name) fits best, with \(best.score) of \(4 * ProspectFit.most) points"
        + (why?.value.map { ": of \($0) \(why?.won ?? 0) of \(why?.decided ?? 0) decided deals were won." }
          ?? ".")
        + " Over all it is \(one.won) of \(one.decided).")
  }

  private static func table(_ one: Prospects) -> TableView {
    TableView(
      caption: "Prospects",
      heads: [.init(label: "Prospect"), .end("Score")]
        + ProspectFit.Trait.allCases.map { .init(label: Words.title($0.rawValue)) }
        + [.end("Open deals"), .init(label: "Owner")],
      rows: one.fits.map { fit in
        .init(
          cells: [.head(fit.name, link: "/accounts/\(fit.account)"), .number("\(fit.score)")]
            + fit.reasons.map { .text(words($0)) }
            + [.number(DisplayNumber.grouped(fit.open)), .text(fit.owner ?? "")])
      })
  }

  private static func words(_ reason: ProspectFit.Reason) -> String {
    guard let value = reason.value else { return "unknown: \(reason.points)" }
    return "\(value): \(reason.points) (\(reason.won) of \(reason.decided))"
  }
}
