/// What a record holds in a company's own fields: in JSON an object by the fields' keys.
package struct CustomRecord: Schematic, Hashable, Sendable {
  package struct Line: Hashable, Sendable {
    package let key: String
    package let name: String
    package let help: String
    package let shown: String
    package let json: JSON
  }

  package let lines: [Line]

  package init(_ lines: [Line] = []) { self.lines = lines }

  package init(from decoder: any Decoder) throws {
    let object = try [String: JSON](from: decoder)
    lines = object.sorted { $0.key < $1.key }.map {
      Line(key: $0.key, name: $0.key, help: "", shown: "", json: $0.value)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    try Dictionary(lines.map { ($0.key, $0.json) }) { first, _ in first }.encode(to: encoder)
  }

  package static var schema: Schema { .table(of: .anything) }
  package static var specimen: CustomRecord { CustomRecord() }

  package var isEmpty: Bool { lines.isEmpty }

  /// The facts as a page shows them, escaped; empty where nothing was said.
  package var html: String {
    guard !lines.isEmpty else { return "" }
    let facts = lines.map { line in
      "<dt>\(HTML.escaped(line.name))</dt><dd>\(HTML.escaped(line.shown).replacing("\n", with: "<br>"))</dd>"
    }
    return "<dl class=\"facts\">\(facts.joined())</dl>"
  }
}
