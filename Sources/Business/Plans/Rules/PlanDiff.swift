import Foundation
package import Kernel

/// What became different in a plan since a day, field by field.
package struct PlanDiff: Codable, Hashable, Sendable {
  package enum Nature: String, Codable, Sendable { case added, changed, removed }

  package struct Line: Codable, Hashable, Sendable {
    package let nature: Nature
    package let kind: PlanItem.Kind
    package let title: String
    package let fields: [Field]
  }

  package struct Field: Codable, Hashable, Sendable {
    package let name: String
    package let before: String
    package let after: String
  }

  package let lines: [Line]

  /// One change as the audit trail keeps it.
  package struct Step: Sendable {
    package let item: ID<PlanItem>
    package let before: PlanItem?

    package init(item: ID<PlanItem>, before: PlanItem?) {
      self.item = item
      self.before = before
    }
  }

  /// `steps` in the order in which they happened since the day, `now` what stands today: whatever was changed to and
  /// fro in between is no difference.
  package init(_ steps: [Step], now: [PlanItem], _ words: (PlanItem) -> [(String, String)]) {
    var old: [ID<PlanItem>: PlanItem?] = [:]
    for step in steps where old[step.item] == nil { old[step.item] = .some(step.before) }
    let today = Dictionary(uniqueKeysWithValues: now.map { ($0.id, $0) })
    lines = old.compactMap { id, before -> Line? in
      switch (before, today[id]) {
      case (nil, nil): return nil
      case (nil, let new?):
        return Line(nature: .added, kind: new.kind, title: new.title, fields: [])
      case (let gone?, nil):
        return Line(nature: .removed, kind: gone.kind, title: gone.title, fields: [])
      case (let was?, let new?):
        let fields = Self.fields(words(was), words(new))
        return fields.isEmpty ? nil : Line(nature: .changed, kind: new.kind, title: new.title, fields: fields)
      }
    }.sorted { ($0.kind.rank, $0.title) < ($1.kind.rank, $1.title) }
  }

  private static func fields(_ was: [(String, String)], _ new: [(String, String)]) -> [Field] {
    zip(was, new).compactMap { old, now in
      old.1 == now.1 ? nil : Field(name: now.0, before: old.1, after: now.1)
    }
  }
}

extension PlanItem.Kind {
  var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
