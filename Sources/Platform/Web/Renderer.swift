import Blueprint

/// Turns pages into HTML: the generic templates of the web and those of every capability, read once at the start.
struct Renderer: Sendable {
  private let library: [String: MarkupTemplate]

  init(views: [(path: String, text: String)], templates: [Template]) throws {
    var library: [String: MarkupTemplate] = [:]
    for view in views where view.path.hasSuffix(".mustache") {
      library[String(view.path.dropLast(".mustache".count))] = try MarkupTemplate(view.text)
    }
    for template in templates { library[template.name] = try MarkupTemplate(template.text) }
    self.library = library
  }

  func html(_ template: String, _ content: any Sendable) -> String {
    String(decoding: bytes(template, content), as: UTF8.self)
  }

  func bytes(_ template: String, _ content: any Sendable) -> [UInt8] {
    guard let found = library[template] else {
      preconditionFailure("there is no template named \(template)")
    }
    var drawing = TemplateDrawing(library)
    drawing.draw(found, .reflected(content))
    return drawing.html
  }
}
