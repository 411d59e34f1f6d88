import Kernel

extension Deal {
  /// A field that people change, as the audit trail and conflicts write it.
  struct Field: Sendable {
    let name: String
    let text: @Sendable (Deal) -> String
  }

  static let editable: [Field] = [
    Field(name: "name") { $0.name },
    Field(name: "account") { $0.account?.text ?? "" },
    Field(name: "owner") { $0.owner?.text ?? "" },
    Field(name: "amount") { $0.amount?.description ?? "" },
    Field(name: "closeOn") { $0.closeOn?.description ?? "" },
    Field(name: "commitment") { $0.commitment.rawValue },
    Field(name: "ownChance") { $0.ownChance?.formatted() ?? "" },
    Field(name: "chanceWhy") { $0.chanceWhy ?? "" },
    Field(name: "nextStep") { $0.nextStep ?? "" },
    Field(name: "nextStepOn") { $0.nextStepOn?.description ?? "" },
    Field(name: "competitor") { $0.competitor ?? "" },
    Field(name: "leadSource") { $0.leadSource ?? "" },
    Field(name: "note") { $0.note },
  ]

  private static let kept: [Field] =
    editable + [
      Field(name: "stage") { $0.stage.text },
      Field(name: "reason") { $0.reason ?? "" },
    ]

  /// The fields in which two versions differ: what they held and what they hold.
  static func differences(_ old: Deal?, _ new: Deal) -> (before: [String: String], after: [String: String]) {
    var before: [String: String] = [:], after: [String: String] = [:]
    for field in kept {
      let was = old.map(field.text) ?? "", becomes = field.text(new)
      guard was != becomes else { continue }
      before[field.name] = was
      after[field.name] = becomes
    }
    return (before, after)
  }

  /// What it holds now in the fields that somebody wanted to change.
  func words(for wanted: Deal) -> String {
    let fields = Deal.kept.filter { $0.text(self) != $0.text(wanted) }
    if fields.isEmpty { return "they hold what you wanted already" }
    return fields.map { field in
      let text = field.text(self)
      return text.isEmpty ? "\(field.name) is empty" : "\(field.name) is “\(text)”"
    }.joined(separator: ", ")
  }
}
