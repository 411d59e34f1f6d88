import Accounts
import Blueprint
import Kernel
import People

extension Decision {
  static let endpoints: [Endpoint] = [listing.endpoint(allow: .viewer), noting]

  private static let noting = Endpoint(.post, "/decisions", "Note a decision", allow: .analyst) {
    (input: New, context) in
    let one = try await note(input, context)
    let account = try await context.read { try Account.find(one.account, for: context.actor, $0) }
    return DecisionRow(decision: one, account: account.name)
  }.form(
    Form(
      at: "/decisions/new", "New decision", submit: "Note decision", section: "tasks",
      fields: [
        .init("title", "What was decided", required: true),
        .init("account", "Account", .choice(Person.accountOptions), required: true),
        .init("reason", "Why", .area), .init("decidedBy", "By whom", hint: "Left empty: you."),
        .init("decidedOn", "On", .day), .init("reviewOn", "Look at it again on", .day),
      ], initial: { _, context in ["decidedOn": context.today.description] }))
}
