import Foundation
import Mustache
import Testing

@testable import Blueprint
@testable import Web

@Suite struct MarkupTemplateTests {
  private struct Bag: Named {
    let values: [String: Placed]
    func placed(_ name: String) -> Placed? { values[name] }
  }

  private func drawn(_ text: String, _ values: [String: Placed] = [:], parts: [String: String] = [:]) throws
    -> String
  {
    var drawing = TemplateDrawing(try parts.mapValues(MarkupTemplate.init))
    drawing.draw(try MarkupTemplate(text), .record(Bag(values: values)))
    return String(decoding: drawing.html, as: UTF8.self)
  }

  @Test func `what people wrote is escaped, what is HTML already is not`() throws {
    let values = ["it": Placed.text("<b>\"A&B\"</b>'")]
    #expect(try drawn("{{it}}", values) == "&lt;b&gt;&quot;A&amp;B&quot;&lt;/b&gt;&#39;")
    #expect(try drawn("{{{it}}} {{& it}}", values) == "<b>\"A&B\"</b>' <b>\"A&B\"</b>'")
  }

  @Test
  func `a section is drawn for each item, once for a value, and not for what is absent, empty or false`()
    throws
  {
    let text = "{{#it}}<{{.}}>{{/it}}{{^it}}none{{/it}}"
    #expect(try drawn(text, ["it": .list([.text("a"), .text("b")])]) == "<a><b>")
    #expect(try drawn(text, ["it": .text("")]) == "<>")
    for absent in [Placed.nothing, .flag(false), .list([])] {
      #expect(try drawn(text, ["it": absent]) == "none")
    }
    #expect(try drawn(text) == "none")
  }

  @Test func `a name is looked for further out, but not past a field that is empty`() throws {
    let inner = Placed.record(Bag(values: ["own": .text("mine"), "empty": .nothing]))
    let values = ["in": inner, "out": Placed.text("outer"), "empty": .text("outer")]
    #expect(
      try drawn("{{#in}}{{own}} {{out}} [{{empty}}]{{/in}} {{in.own}}[{{in.out}}]", values)
        == "mine outer [] mine[]")
  }

  @Test func `a tag alone on its line takes the line away, a value does not`() throws {
    let text = "a\n  {{#yes}}  \nb\n{{! why }}\n{{/yes}}\n {{it}}\n{{> part}}\nc {{> part}} d"
    let values = ["yes": Placed.flag(true), "it": .text("x")]
    #expect(try drawn(text, values, parts: ["part": "[{{it}}]"]) == "a\nb\n x\n[x]c [x] d")
  }

  @Test func `a template that is not whole is refused with the name that lacks its end`() {
    #expect(throws: MarkupTemplate.Unreadable.self) { try MarkupTemplate("{{#a}}") }
    #expect(throws: MarkupTemplate.Unreadable.self) { try MarkupTemplate("{{#a}}{{#b}}{{/a}}{{/b}}") }
    #expect(throws: MarkupTemplate.Unreadable.self) { try MarkupTemplate("{{/a}}") }
    #expect(throws: MarkupTemplate.Unreadable.self) { try MarkupTemplate("{{a") }
    #expect(throws: MarkupTemplate.Unreadable.self) { try MarkupTemplate("{{=<% %>=}}") }
  }

  @Test func `a struct is placed by its fields without knowing of it`() throws {
    struct Inner { let count: Int, word: String? }
    struct Outer: Sendable { let name = "N", isOn = true, none: String? = nil }
    let outer = Outer()
    let library = try Renderer(
      views: [("page.mustache", "{{name}}{{#isOn}}!{{/isOn}}{{^none}}?{{/none}}")], templates: [])
    #expect(library.html("page", outer) == "N!?")
    guard case .record(let inner) = Placed.reflected(Inner(count: 3, word: "w")) else {
      Issue.record("a struct is a record")
      return
    }
    guard case .text("3")? = inner.placed("count"), case .text("w")? = inner.placed("word") else {
      Issue.record("fields are found, within options too")
      return
    }
  }

  /// Mustache as somebody else wrote it draws every template with its sample alike.
  @Test func `our templates are drawn as Mustache draws them`() throws {
    let views = Embedded.files.filter { $0.path.hasSuffix(".mustache") }
    var library = MustacheLibrary()
    for view in views {
      try library.register(view.text, named: String(view.path.dropLast(".mustache".count)))
    }
    let ours = Dictionary(
      uniqueKeysWithValues: try views.map {
        (String($0.path.dropLast(".mustache".count)), try MarkupTemplate($0.text))
      })
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Samples")
    var compared = 0
    for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
      var name = file.deletingPathExtension().lastPathComponent
      while ours[name] == nil, let dash = name.lastIndex(of: "-") { name = String(name[..<dash]) }
      let template = try #require(ours[name], "\(file.lastPathComponent)")
      var sample = try #require(JSON.parse(try Data(contentsOf: file)))
      // The rows of a list are HTML by the time they are placed.
      if case .object(var fields) = sample, case .array? = fields["rows"] {
        fields["rows"] = .text("<tr><td>&amp;</td></tr>")
        sample = .object(fields)
      }
      var drawing = TemplateDrawing(ours)
      drawing.draw(template, Self.placed(sample))
      let theirs = library.render(Self.plain(sample), withTemplate: name)
      let isAlike = String(decoding: drawing.html, as: UTF8.self) == theirs
      #expect(isAlike, "\(file.lastPathComponent)")
      compared += 1
    }
    #expect(compared > 30)
  }

  private static func placed(_ json: JSON) -> Placed {
    switch json {
    case .null: .nothing
    case .bool(let flag): .flag(flag)
    case .whole(let number): .text(String(number))
    case .number(let number): .text(String(number))
    case .text(let text): .text(text)
    case .array(let items): .list(items.map(placed))
    case .object(let fields): .record(Bag(values: fields.mapValues(placed)))
    }
  }

  private static func plain(_ json: JSON) -> Any {
    switch json {
    case .null: [String]()
    case .bool(let flag): flag
    case .whole(let number): number
    case .number(let number): number
    case .text(let text): text
    case .array(let items): items.map(plain)
    case .object(let fields): fields.mapValues(plain)
    }
  }
}
