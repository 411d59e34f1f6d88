package import Blueprint
package import Foundation
package import Kernel

/// An import of another system's deals: looked at first, then applied, then perhaps undone.
package struct DealImport: Reply, Located {
  package enum State: String, Choice { case previewed, queued, applied, undone }
  /// What becomes of rows whose account nobody knows.
  package enum UnknownAccounts: String, Choice { case reject, prospects, without }

  package struct Counts: Codable, Hashable, Sendable {
    package var rows = 0
    package var new = 0
    package var changed = 0
    package var unchanged = 0
    package var rejected = 0
    package var open = 0
    package var won = 0
    package var lost = 0
    package var wonMinor: Int64 = 0
    package var withoutAccount = 0
    package var withoutValue = 0
    package init() {}
  }

  /// Something that was taken, but not as it stood in the file.
  package struct Finding: Codable, Hashable, Sendable {
    package let field: String
    package let text: String
    package var rows: Int
  }

  package struct Reject: Codable, Hashable, Sendable {
    package let line: Int
    package let field: String
    package let reason: String
  }

  package struct Options: Codable, Hashable, Sendable {
    package var mapping: [String: String] = [:]
    package var source: String
    package var process: String?
    package var accounts: UnknownAccounts
    package var dayFirst: Bool
  }

  package let id: ID<DealImport>
  package var state: State
  package let fileName: String
  package let options: Options
  /// Which column was taken for what.
  package var columns: [String]
  package var counts: Counts
  package var currency: Currency
  package var findings: [Finding]
  /// The first rejects; the file has them all.
  package var rejects: [Reject]
  package let actor: String
  package let createdAt: Date
  package var endedAt: Date?

  package var location: String { "/deals/imports/\(id)" }

  package struct New: Codable, Sendable {
    package var file: Upload
    /// Whose deals they are: the name of the system, such as Salesforce. Codes are kept by it.
    package var source: String
    /// The process they go through; one called like the source, when left out.
    package var process: String?
    package var accounts: UnknownAccounts?
    /// `field=head;field=head`.
    package var mapping: String?
    /// `3/4/2026` is the third of April.
    package var dayFirst: Bool?
    /// True: at once, without a look first.
    package var apply: Bool?

    package init(file: Upload, source: String, accounts: UnknownAccounts? = nil, apply: Bool? = nil) {
      self.file = file
      self.source = source
      self.accounts = accounts
      self.apply = apply
    }

    func options() throws(DealImportRefusal) -> Options {
      guard let source = Deal.trimmed(source), source.count <= 80 else { throw .sourceMissing }
      var options = Options(
        source: source, process: Deal.trimmed(process), accounts: accounts ?? .reject,
        dayFirst: dayFirst ?? false)
      for pair in (mapping ?? "").split(separator: ";") {
        let parts = pair.split(separator: "=", maxSplits: 1).compactMap { Deal.trimmed(String($0)) }
        guard parts.count == 2 else { throw .badMapping(String(pair)) }
        options.mapping[parts[0]] = parts[1]
      }
      return options
    }
  }

  package struct Wanted: Codable, Sendable {
    package var id: ID<DealImport>
    package init(id: ID<DealImport>) { self.id = id }
  }

  static let shownRejects = 100
}

/// Why a file of deals was not taken at all.
package enum DealImportRefusal: Refusal, Equatable {
  case columnMissing(String, [String])
  case mappedColumnMissing(field: String, head: String, [String])
  case unknownField(String, [String])
  case badMapping(String)
  case sourceMissing
  case notThere
  case wrongState(String)
  case changedSince([String])

  package var status: Int {
    switch self {
    case .notThere: 404
    case .wrongState, .changedSince: 409
    default: 422
    }
  }
  package var code: String {
    switch self {
    case .columnMissing, .mappedColumnMissing, .unknownField, .badMapping: "wrong-columns"
    case .sourceMissing: "source-missing"
    case .notThere: "not-there"
    case .wrongState: "wrong-state"
    case .changedSince: "changed-since"
    }
  }
  package var field: String? {
    switch self {
    case .columnMissing: "file"
    case .mappedColumnMissing, .unknownField, .badMapping: "mapping"
    case .sourceMissing: "source"
    default: nil
    }
  }
  package var message: String {
    switch self {
    case .columnMissing(let field, let heads):
      "The file has no column for “\(field)”. Its heads are: \(heads.prefix(25).joined(separator: ", ")). "
        + "Say which it is in the mapping: \(field)=…"
    case .mappedColumnMissing(let field, let head, let heads):
      "The mapping takes “\(field)” from “\(head)”, which is not a head of the file. "
        + "Its heads are: \(heads.prefix(25).joined(separator: ", "))."
    case .unknownField(let name, let known):
      "“\(name)” is no field of a deal. Fields are: \(known.joined(separator: ", "))."
    case .badMapping(let text):
      "“\(text.prefix(60))” is not a mapping. Write field=head, several parted by semicolons: account=Company;amount=Value."
    case .sourceMissing:
      "Name the system that the file comes from, such as Salesforce: its codes are kept by that name."
    case .notThere: "There is no such import."
    case .wrongState(let state): "The import is \(state) already. Nothing was changed."
    case .changedSince(let names):
      "The import can't be undone: \(names.prefix(5).joined(separator: ", ")) changed since. Nothing was changed."
    }
  }
}
