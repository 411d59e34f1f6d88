import Blueprint
import Mustache

/// Turns pages into HTML: the generic templates of the web and those of every capability, read once at the start.
struct Renderer: Sendable {
  private let library: MustacheLibrary

  init(views: [(path: String, text: String)], templates: [Template]) throws {
    var library = MustacheLibrary()
    for view in views where view.path.hasSuffix(".mustache") {
      try library.register(view.text, named: String(view.path.dropLast(".mustache".count)))
    }
    for template in templates { try library.register(template.text, named: template.name) }
    self.library = library
  }

  func html(_ template: String, _ content: any Sendable) -> String {
    guard let html = library.render(content, withTemplate: template) else {
      preconditionFailure("there is no template named \(template)")
    }
    return html
  }
}
