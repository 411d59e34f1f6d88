import Blueprint
import Kernel

/// The processes with what own history says of their stages.
package struct DealProcesses: Reply {
  package let processes: [DealProcess]
  package let odds: [StageOdds]
  package let stays: [String: StageStay]
}

extension DealProcess: Located {
  package var location: String { "/pipeline/processes" }
}

extension DealProcess {
  static let endpoints: [Endpoint] = [list, adding, changing, rates, entering]

  private static let list = Endpoint(
    .get, "/pipeline/processes", "Stages of each process, and what became of deals in them", allow: .viewer
  ) { (_: NoInput, context) in
    try await context.read { db in
      let odds = try StageOdds.all(db)
      return DealProcesses(
        processes: try all(db), odds: odds.values.sorted { $0.stage < $1.stage },
        stays: Dictionary(uniqueKeysWithValues: try StageStay.all(db).map { ($0.key.text, $0.value) }))
    }
  }.page(DealProcessWords.draw)

  private static let fields: [Form.Field] = [
    .init("name", "Name", required: true),
    .init(
      "stages", "Open stages", .area,
      hint:
        "One a line: name; how many of how many are won; how long they stay. Such as: Proposal; 4 of 10; 60 days",
      required: true),
    .init("won", "What a won deal is called", hint: "Won, when left empty."),
    .init("lost", "What a lost deal is called", hint: "Lost, when left empty."),
  ]

  private static let adding = Endpoint(
    .post, "/pipeline/processes", "Add a process with its stages", allow: .director
  ) { (input: New, context) in
    try await add(input, context)
  }.form(
    Form(
      at: "/pipeline/processes/new", "New process", submit: "Add process", section: "pipeline", fields: fields
    ))

  private static let changing = Endpoint(
    .patch, "/pipeline/processes/{id}", "Change a process: its name, its stages and their order",
    allow: .director
  ) { (input: Change, context) in
    try await change(input, context)
  }.form(
    Form(
      at: "/pipeline/processes/{id}/edit", "Edit process", submit: "Save process", section: "pipeline",
      fields: fields + [.init("version", "Version", .hidden)],
      initial: { fields, context in
        guard let id = fields.text("id").flatMap({ ID<DealProcess>($0) }) else {
          throw DealRefusal.processUnknown
        }
        let process = try await context.read { try find(id, $0) }
        return [
          "name": process.name, "stages": process.text, "version": String(process.version),
          "won": process.stages.first { $0.outcome == .won }?.name ?? "",
          "lost": process.stages.first { $0.outcome == .lost }?.name ?? "",
        ]
      }))

  private static let rates = Endpoint(
    .get, "/pipeline/rates", "Exchange rates by which deals are added up", allow: .viewer
  ) { (_: NoInput, context) in
    try await context.read { db in
      DealRates(company: try Deal.companyCurrency(db), rates: try DealRate.all(db))
    }
  }.page(DealProcessWords.rates)

  private static let entering = Endpoint(
    .post, "/pipeline/rates", "Enter an exchange rate", allow: .manager
  ) { (input: DealRate.New, context) in
    try await DealRate.enter(input, context)
  }.form(
    Form(
      at: "/pipeline/rates/new", "Exchange rate", submit: "Enter rate", section: "pipeline",
      fields: [
        .init("currency", "Currency", hint: "Three letters, such as EUR.", required: true),
        .init(
          "rate", "One unit is worth", hint: "In the company's currency, such as 1.0837.", required: true),
        .init("from", "From", .day, hint: "It holds from that day until another is entered."),
      ], initial: { _, context in ["from": context.today.description] }))
}
