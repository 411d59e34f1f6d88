import Accounts
import Blueprint
import Kernel
import Storage

/// Health over the inputs that capabilities give.
struct HealthDesk: Sendable {
  let inputs: [HealthInput]

  struct Query: Codable, Sendable { var id: ID<Account> }
  struct NewModel: Codable, Sendable {
    /// A line for each input: its name and its weight in percent, such as `growth 40`.
    var weights: String
    var reason: String
  }
  /// The model in force, and those before it.
  struct Models: Reply {
    let current: HealthModel
    let earlier: [HealthModel]
  }

  var endpoints: [Endpoint] { [ofAccount, models, changing] }

  func model(_ db: Connection) throws -> HealthModel {
    let kept = try HealthModel.all(db)
    return kept.first ?? .proposed(inputs)
  }

  /// The health of one account, or of all at the top of what the reader may see, by account id.
  func scores(of account: String?, _ context: Context, _ db: Connection) throws -> [String: HealthScore] {
    let model = try model(db), used = Set(model.weights.filter { $0.weight.count > 0 }.map(\.input))
    var readings: [String: [String: HealthInput.Reading]] = [:]
    for input in inputs where used.contains(input.name) {
      for (id, reading) in try input.read(account, context, db) {
        readings[id, default: [:]][input.name] = reading
      }
    }
    if let account, readings[account] == nil { readings[account] = [:] }
    return Dictionary(
      uniqueKeysWithValues: readings.map { ($0.key, HealthScore(account: $0.key, model, inputs, $0.value)) })
  }

  private var ofAccount: Endpoint {
    Endpoint(
      .get, "/accounts/{id}/health", "An account's health: outcomes, weights, contributions", allow: .viewer
    ) {
      (query: Query, context) in
      try await context.read { db in
        let account = try Account.find(query.id, for: context.actor, db)
        let scores = try scores(of: account.id.text, context, db)
        let unknown = HealthScore(account: account.id.text, try model(db), inputs, [:])
        return scores[account.id.text] ?? unknown
      }
    }.page { (score: HealthScore, visit) in
      let name = try await visit.context.read { db in
        try ID<Account>(score.account).map { try Account.find($0, for: visit.context.actor, db).name }
      }
      return Page(
        "health", title: "Health", section: "accounts",
        crumbs: [.init("Accounts", "/accounts"), .init(name ?? "Account", "/accounts/\(score.account)")],
        HealthView(score, of: name, isFragment: visit.isFragment))
    }
  }

  private var models: Endpoint {
    Endpoint(.get, "/health-model", "How health is scored, and how it was before", allow: .viewer) {
      (_: NoInput, context) in
      try await context.read { db in
        let all = try HealthModel.all(db)
        return Models(current: all.first ?? .proposed(inputs), earlier: Array(all.dropFirst()))
      }
    }.page { (models: Models, _) in
      Page(
        "health-model", title: "Health model", section: "portfolio",
        crumbs: [.init("Portfolio", "/portfolio")],
        HealthModelView(models, inputs))
    }
  }

  private var changing: Endpoint {
    Endpoint(.post, "/health-model", "Weigh the inputs of health anew: a new version", allow: .director) {
      (input: NewModel, context) in try await change(input, context)
    }.form(
      Form(
        at: "/health-model/new", "Weigh health anew", submit: "Make a new version", section: "portfolio",
        fields: [
          .init(
            "weights", "Weights in percent", .area, hint: "A line for each input; together they make 100.",
            required: true),
          .init("reason", "Why", hint: "Kept with the version.", required: true),
        ],
        initial: { _, context in
          let model = try await context.read { try self.model($0) }
          return [
            "weights": model.weights.map {
              "\($0.input) \($0.weight.formatted(decimals: 0).replacing(" %", with: ""))"
            }
            .joined(separator: "\n")
          ]
        }))
  }

  func change(_ input: NewModel, _ context: Context) async throws -> HealthModel {
    let weights = try HealthWeights.read(input.weights, known: inputs.map(\.name))
    guard !input.reason.isEmpty else { throw HealthRefusal.noReason }
    return try await context.write { db in
      let version = (try HealthModel.all(db).first?.version ?? 0) + 1
      let model = HealthModel(
        version: version, weights: weights, madeBy: context.actor.name, madeOn: context.today,
        reason: input.reason)
      try HealthModel.save(model, on: context.today, db)
      return model
    }
  }
}

/// Weights as somebody writes them.
enum HealthWeights {
  /// Reads `growth 40` line by line; every known input that is left out weighs nothing.
  static func read(_ text: String, known: [String]) throws(HealthRefusal) -> [HealthModel.Weight] {
    var weights: [String: BasisPoints] = [:]
    for (place, line) in text.split(whereSeparator: \.isNewline).enumerated() {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == ":" || $0 == "=" })
      guard let name = words.first.map(String.init) else { continue }
      guard known.contains(name) else { throw .noSuchInput(name, line: place + 1, known: known) }
      guard words.count == 2, let weight = BasisPoints(String(words[1])), (0...10_000).contains(weight.count)
      else {
        throw .badWeight(String(line), line: place + 1)
      }
      guard weights.updateValue(weight, forKey: name) == nil else { throw .twice(name, line: place + 1) }
    }
    let sum = weights.values.reduce(0) { $0 + $1.count }
    guard sum == BasisPoints.whole.count else { throw .badSum(BasisPoints(sum)) }
    return known.map { HealthModel.Weight(input: $0, weight: weights[$0] ?? BasisPoints(0)) }
  }
}

/// Why weights were not taken.
enum HealthRefusal: Refusal, Equatable {
  case noSuchInput(String, line: Int, known: [String])
  case badWeight(String, line: Int)
  case twice(String, line: Int)
  case badSum(BasisPoints)
  case noReason

  var status: Int { 422 }
  var code: String {
    switch self {
    case .noSuchInput: "no-such-input"
    case .badWeight: "bad-weight"
    case .twice: "input-twice"
    case .badSum: "weights-not-whole"
    case .noReason: "no-reason"
    }
  }
  var field: String? { self == .noReason ? "reason" : "weights" }
  var message: String {
    switch self {
    case .noSuchInput(let name, let line, let known):
      "Line \(line): there is no input “\(name)”. Known are \(known.joined(separator: ", "))."
    case .badWeight(let text, let line):
      "Line \(line): “\(text)” is not an input and a weight from 0 to 100 with at most two decimals, such as “growth 40”."
    case .twice(let name, let line): "Line \(line): “\(name)” has a weight already. Give each input once."
    case .badSum(let sum): "The weights make \(sum.formatted()), not 100 %. Change one of them."
    case .noReason: "Say why the weights change: it is kept with the version."
    }
  }
}
