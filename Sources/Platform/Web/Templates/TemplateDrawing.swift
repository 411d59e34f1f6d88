import Blueprint

/// Templates on the way to a page.
struct TemplateDrawing {
  private let library: [String: MarkupTemplate]
  private(set) var html: [UInt8] = []
  /// What is drawn, and within what: the innermost last.
  private var around: [Placed] = []

  init(_ library: [String: MarkupTemplate]) {
    self.library = library
    html.reserveCapacity(32_768)
  }

  mutating func draw(_ template: MarkupTemplate, _ content: Placed) {
    around.append(content)
    draw(template.pieces)
    around.removeLast()
  }

  private mutating func draw(_ pieces: [MarkupTemplate.Piece]) {
    for piece in pieces {
      switch piece {
      case .text(let bytes): html += bytes
      case .value(let path): write(value(path), isMarkup: false)
      case .markup(let path): write(value(path), isMarkup: true)
      case .section(let path, let inner): drawSection(value(path), inner)
      case .inverted(let path, let inner): if !value(path).holds { draw(inner) }
      case .part(let name): if let part = library[name] { draw(part.pieces) }
      }
    }
  }

  private mutating func drawSection(_ value: Placed, _ inner: [MarkupTemplate.Piece]) {
    switch value {
    case .list(let items): for item in items { draw(inner, in: item) }
    case .flag(let flag): if flag { draw(inner) }
    case .nothing: break
    case .text, .record: draw(inner, in: value)
    }
  }

  private mutating func draw(_ pieces: [MarkupTemplate.Piece], in value: Placed) {
    around.append(value)
    draw(pieces)
    around.removeLast()
  }

  private mutating func write(_ value: Placed, isMarkup: Bool) {
    switch value {
    case .text(let text): if isMarkup { html += text.utf8 } else { HTML.escape(text, into: &html) }
    case .flag(let flag): html += (flag ? "true" : "false").utf8
    case .record(let record as Reflected): HTML.escape(record.words, into: &html)
    case .record, .list, .nothing: break
    }
  }

  /// A value by its path: the first name is looked for from the inside out, the others in what was found.
  private func value(_ path: MarkupTemplate.Path) -> Placed {
    guard let name = path.first else { return around.last ?? .nothing }
    for case .record(let record) in around.reversed() {
      guard var found = record.placed(name) else { continue }
      for next in path.dropFirst() {
        guard case .record(let inner) = found, let further = inner.placed(next) else { return .nothing }
        found = further
      }
      return found
    }
    return .nothing
  }
}
