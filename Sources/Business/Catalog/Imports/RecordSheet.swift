import Files
import Kernel

/// A column that a file of records may have.
package struct RecordField: Sendable {
  package let name: String
  /// Other heads by which it is recognised, folded and without blanks and signs.
  package let heads: Set<String>

  package init(_ name: String, _ heads: String...) {
    self.name = name
    self.heads = Set(heads + [RecordSheet.key(name)])
  }
}

/// One row of a file of records.
package struct RecordLine: Sendable {
  package let line: Int
  package let texts: [String]
}

/// What somebody should look at: a row that was not taken, or one that may stand twice.
package struct RecordNote: Codable, Hashable, Sendable {
  package enum Kind: String, Codable, Sendable { case rejected, duplicate }
  package let line: Int
  package let kind: Kind
  package let field: String
  package let reason: String
  package let row: [String]

  package init(_ kind: Kind, _ line: RecordLine, field: String, _ reason: String) {
    self.kind = kind
    self.line = line.line
    self.field = field
    self.reason = reason
    row = line.texts
  }
}

/// A file of records, read whole: which column holds which field, its rows, and the rows that can't be read.
package struct RecordSheet: Sendable {
  package let header: [String]
  package private(set) var lines: [RecordLine] = []
  package private(set) var broken: [RecordNote] = []
  private let places: [String: Int]

  /// The text of a field, trimmed; nil where the column is missing or the cell empty.
  package func text(_ field: String, _ line: RecordLine) -> String? {
    guard let place = places[field], place < line.texts.count, !line.texts[place].isEmpty else { return nil }
    return line.texts[place]
  }

  package func has(_ field: String) -> Bool { places[field] != nil }

  /// Reads delimited text, a workbook or JSON lines. `mapping` names the head of a field where it is called otherwise.
  package static func read(
    path: String, fields: [RecordField], mapping: [String: String] = [:]
  ) throws -> RecordSheet {
    let reader = try RowSource.open(path: path)
    var sheet = RecordSheet(header: try reader.readHeader(), fields, mapping)
    guard sheet.has("name") else { throw RecordImportRefusal.nameColumnMissing(sheet.header) }
    for (field, head) in mapping where !sheet.has(field) {
      throw RecordImportRefusal.mappedColumnMissing(field: field, head: head, sheet.header)
    }
    try reader.forEachRecord { record in
      var texts: [String] = []
      texts.reserveCapacity(record.count)
      for index in 0..<record.count { texts.append(record[index].trimmed.text) }
      let line = RecordLine(line: record.line, texts: texts)
      if let problem = record.problem {
        sheet.broken.append(RecordNote(.rejected, line, field: "", problem.message))
      } else if texts.contains(where: { !$0.isEmpty }) {
        sheet.lines.append(line)
      }
    }
    return sheet
  }

  private init(header: [String], _ fields: [RecordField], _ mapping: [String: String]) {
    self.header = header
    let keys = header.map(RecordSheet.key)
    var places: [String: Int] = [:]
    for field in fields {
      if let head = mapping[field.name] {
        places[field.name] = header.firstIndex(of: head) ?? keys.firstIndex(of: RecordSheet.key(head))
      } else {
        places[field.name] = keys.firstIndex { field.heads.contains($0) }
      }
    }
    self.places = places
  }

  /// `Valid from` and `valid_from` are one head.
  static func key(_ head: String) -> String {
    SearchKey.fold(head).filter { $0.isLetter || $0.isNumber }
  }
}

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
