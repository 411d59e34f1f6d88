import Blueprint
import Kernel

/// Pieces of a record's page that capabilities above its own hang on it.
extension Site {
  /// Draws what hangs on a record; a panel that fails says so and leaves the page whole.
  func panelSlots(
    _ subject: String, _ values: [String: String], _ context: Context, _ formToken: String
  ) async throws -> [PanelSlot] {
    var slots: [PanelSlot] = []
    for panel in panels[subject] ?? [] {
      let address = values.reduce(panel.path) { path, value in
        path.replacing("{\(value.key)}", with: Words.percent(value.value))
      }
      guard
        case .found(.endpoint(let endpoint), let parameters) = pages.find(
          "GET", address.split(separator: "/")),
        endpoint.allow.admits(context.actor, writing: false), endpoint.draw != nil
      else { continue }
      let html = panel.isInline ? await drawn(endpoint, parameters, at: address, context, formToken) : ""
      slots.append(
        .init(
          id: "part-" + Words.slug(panel.title), title: panel.title,
          href: panel.isInline ? address : address + "?_part=true",
          html: html, isInline: panel.isInline))
    }
    return slots
  }

  private func drawn(
    _ endpoint: Endpoint, _ parameters: [(String, String)], at address: String, _ context: Context,
    _ formToken: String
  ) async -> String {
    var fields = Fields()
    fields.add(text: parameters)
    let visit = Visit(
      context: context, path: address, query: "", fields: fields, formToken: formToken, isFragment: true)
    do {
      guard let draw = endpoint.draw else { return "" }
      let page = try await draw(try await endpoint.call(fields, context), visit)
      return renderer.html(page.template, page.content)
    } catch {
      let words =
        (error as? any Refusal)?.message ?? "This part can't be shown just now. Quote \(context.requestID)."
      if !(error is any Refusal) { options.log(Log.fault(context.requestID, at: address, error)) }
      return "<p class=\"note note--watch\">\(HTML.escaped(words))</p>"
    }
  }
}
