import Blueprint
import Kernel

/// A column that a file of records may have.
package struct RecordField: Sendable {
  package let name: String
  /// Other heads by which it is recognised, folded and without blanks and signs.
  package let heads: Set<String>
  /// A field of the company's own takes no column that one of the others has.
  let isOwn: Bool

  package init(_ name: String, _ heads: String...) {
    self.name = name
    self.heads = Set(heads + [RecordSheet.key(name)])
    isOwn = false
  }

  /// A field of the company's own: mapped as `field.key`, recognised by its key and its name.
  init(_ field: CustomField) {
    name = "field.\(field.key)"
    heads = [RecordSheet.key(name), RecordSheet.key(field.key), RecordSheet.key(field.name)]
    isOwn = true
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

/// A file of records, whole or some of its rows: which column holds which field, the rows, and those that can't be read.
package struct RecordSheet: Sendable {
  package let header: [String]
  package internal(set) var lines: [RecordLine] = []
  package internal(set) var broken: [RecordNote] = []
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
    let stream = try RecordStream(path: path, fields: fields, mapping: mapping)
    return try stream.next(.max) ?? stream.head
  }

  init(header: [String], _ fields: [RecordField], _ mapping: [String: String]) {
    self.header = header
    let keys = header.map(RecordSheet.key)
    var places: [String: Int] = [:]
    for field in fields {
      if let head = mapping[field.name] {
        places[field.name] = header.firstIndex(of: head) ?? keys.firstIndex(of: RecordSheet.key(head))
      } else {
        places[field.name] = keys.indices.first { place in
          field.heads.contains(keys[place]) && !(field.isOwn && places.values.contains(place))
        }
      }
    }
    self.places = places
  }

  /// `Valid from` and `valid_from` are one head.
  static func key(_ head: String) -> String {
    SearchKey.fold(head).filter { $0.isLetter || $0.isNumber }
  }
}
