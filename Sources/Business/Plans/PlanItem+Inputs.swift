package import Blueprint
package import Kernel
package import Pipeline

extension PlanItem {
  /// What a new item begins with; what its kind does not use is left aside.
  package struct New: Codable, Sendable {
    package var plan: ID<Plan>
    package var title: String
    package var parent: ID<PlanItem>?
    package var note: String?
    package var mark: String?
    package var standing: String?
    package var owner: ID<Actor>?
    package var due: Day?
    package var doneOn: Day?
    /// Plain decimals in the plan's currency.
    package var amount: String?
    /// Percent.
    package var percent: String?
    package var residualAmount: String?
    package var residualPercent: String?
    /// Plain decimals in the unit of what the key result measures.
    package var base: String?
    package var aim: String?
    package var reached: String?
    package var shared: Bool?
    /// Of an initiative: the deal that it is.
    package var deal: ID<Deal>?

    package init(_ title: String, of plan: ID<Plan>) {
      self.plan = plan
      self.title = title
    }
  }

  /// A change: what is left out stays, null clears. `version` is the one the reader saw.
  package struct Change: Codable, Sendable {
    package var plan: ID<Plan>
    package var id: ID<PlanItem>
    package var version: Int?
    package var title: String?
    package var parent: Patch<ID<PlanItem>> = .keep
    package var note: Patch<String> = .keep
    package var mark: String?
    package var standing: String?
    package var owner: Patch<ID<Actor>> = .keep
    package var due: Patch<Day> = .keep
    package var doneOn: Patch<Day> = .keep
    package var amount: Patch<String> = .keep
    package var percent: Patch<String> = .keep
    package var residualAmount: Patch<String> = .keep
    package var residualPercent: Patch<String> = .keep
    package var base: Patch<String> = .keep
    package var aim: Patch<String> = .keep
    package var reached: Patch<String> = .keep
    package var shared: Bool?
    package var deal: Patch<ID<Deal>> = .keep

    package init(_ id: ID<PlanItem>, of plan: ID<Plan>, version: Int? = nil) {
      self.id = id
      self.plan = plan
      self.version = version
    }
  }

  package struct Wanted: Codable, Sendable {
    package var plan: ID<Plan>
    package var id: ID<PlanItem>
    package init(_ id: ID<PlanItem>, of plan: ID<Plan>) {
      self.id = id
      self.plan = plan
    }
  }
}
