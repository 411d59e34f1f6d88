import Kernel

/// Why a file of records was not taken at all.
package enum RecordImportRefusal: Refusal, Equatable {
  case nameColumnMissing([String])
  case mappedColumnMissing(field: String, head: String, [String])
  case badMapping(String)
  case notThere
  case wrongState(String)
  case changedSince([String])
  case referred

  package var status: Int {
    switch self {
    case .notThere: 404
    case .wrongState, .changedSince, .referred: 409
    default: 422
    }
  }
  package var code: String {
    switch self {
    case .nameColumnMissing, .mappedColumnMissing, .badMapping: "wrong-columns"
    case .notThere: "not-there"
    case .wrongState: "wrong-state"
    case .changedSince: "changed-since"
    case .referred: "referred-to"
    }
  }
  package var field: String? {
    switch self {
    case .nameColumnMissing: "file"
    case .mappedColumnMissing, .badMapping: "mapping"
    default: nil
    }
  }
  package var message: String {
    switch self {
    case .nameColumnMissing(let heads):
      "The file has no column “name”. Its heads are: \(heads.prefix(20).joined(separator: ", ")). "
        + "Rename one, or say which it is in the mapping: name=…"
    case .mappedColumnMissing(let field, let head, let heads):
      "The mapping takes “\(field)” from “\(head)”, which is not a head of the file. "
        + "Its heads are: \(heads.prefix(20).joined(separator: ", "))."
    case .badMapping(let text):
      "“\(text.prefix(60))” is not a mapping. Write field=head, several parted by semicolons: name=Store;city=Town."
    case .notThere: "There is no such import. The list of imports has them all."
    case .wrongState(let state): "The import is \(state) already. Nothing was changed."
    case .changedSince(let names):
      "The import can't be undone: \(names.prefix(5).joined(separator: ", ")) changed since. Nothing was changed."
    case .referred:
      "The import can't be undone: other records refer to what it made. Nothing was changed."
    }
  }
}
