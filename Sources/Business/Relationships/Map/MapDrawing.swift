import Blueprint
import Kernel
import People

/// The map of an account as SVG: boxes of people, lines of reporting, arrows of influence. Made outside of a template, for
/// it holds hundreds of equal pieces. Every box is a link, so the keyboard goes through it; a script lets boxes be moved.
struct MapDrawing {
  let all: AccountRelationships
  private let layout: MapLayout
  private let boxes: [ID<Person>: MapLayout.Box]

  init(_ all: AccountRelationships) {
    self.all = all
    let bosses = Dictionary(all.people.compactMap { one in one.reportsTo.map { (one.id, $0) } }) { first, _ in
      first
    }
    layout = MapLayout(
      all.people.map(\.id), bosses: bosses,
      places: Dictionary(all.places.map { ($0.person, $0) }) { first, _ in first })
    boxes = Dictionary(layout.boxes.map { ($0.person, $0) }) { first, _ in first }
  }

  /// `csrf`: what a moved box is saved with; empty where it may not be moved.
  func html(csrf: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(all.people.count * 900)
    bytes += head(csrf).utf8
    for one in all.people { line(one, &bytes) }
    for one in all.influences { arrow(one, &bytes) }
    for one in all.people { box(one, &bytes) }
    bytes += "</svg></div>".utf8
    bytes += legend.utf8
    return String(decoding: bytes, as: UTF8.self)
  }

  private func head(_ csrf: String) -> String {
    let size = layout.size
    let move = csrf.isEmpty ? "" : " data-map=\"/accounts/\(all.account)/map-places\" data-csrf=\"\(csrf)\""
    return """
      <div class="map" tabindex="0" role="group" aria-label="Map of \(HTML.escaped(all.name))"\(move)>\
      <svg width="\(size.width)" height="\(size.height)" viewBox="0 0 \(size.width) \(size.height)" role="group" \
      aria-label="Who reports to whom, and who listens to whom, at \(HTML.escaped(all.name))"><defs>\
      <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">\
      <path d="M0 0 8 4 0 8z"/></marker></defs>
      """
  }

  private let legend = """
    <p class="table__note">Lines: who reports to whom. Arrows: whose word counts with whom. Left edge: stance; bar below: \
    strength. Move a box with the pointer, or with Alt and the arrow keys when it has the focus.</p>
    """

  private func line(_ one: AccountRelationships.Line, _ bytes: inout [UInt8]) {
    guard let boss = one.reportsTo, let from = boxes[boss], let to = boxes[one.id] else { return }
    let (x1, y1) = (from.x + MapLayout.width / 2, from.y + MapLayout.height)
    let (x2, y2) = (to.x + MapLayout.width / 2, to.y)
    let middle = (y1 + y2) / 2
    bytes += "<path class=\"map__line\" data-from=\"\(boss)\" data-to=\"\(one.id)\" ".utf8
    bytes += "d=\"M\(x1) \(y1)V\(middle)H\(x2)V\(y2)\"/>".utf8
  }

  private func arrow(_ one: Influence, _ bytes: inout [UInt8]) {
    guard let from = boxes[one.from], let to = boxes[one.to] else { return }
    let (x1, y1) = (from.x + MapLayout.width / 2, from.y + MapLayout.height / 2)
    let isRight = to.x >= from.x
    let (x2, y2) = (isRight ? to.x : to.x + MapLayout.width, to.y + MapLayout.height / 2)
    let bow = (x1 + x2) / 2
    bytes += "<path class=\"map__arrow is-\(one.force.rawValue)\" marker-end=\"url(#arrow)\" ".utf8
    bytes += "d=\"M\(x1) \(y1)Q\(bow) \(min(y1, y2) - 30) \(x2) \(y2)\"><title>".utf8
    HTML.escape("\(name(one.from)) \(one.force.rawValue) \(name(one.to))", into: &bytes)
    bytes += "</title></path>".utf8
  }

  private func name(_ id: ID<Person>) -> String { all.people.first { $0.id == id }?.name ?? "" }

  private func box(_ one: AccountRelationships.Line, _ bytes: inout [UInt8]) {
    guard let box = boxes[one.id] else { return }
    let stance = one.stance.map { Words.title($0.rawValue) } ?? "Stance unknown"
    let spoken =
      "\(one.name), \(one.title). \(stance). Strength \(one.strength) of 100, \(one.word.lowercased()), "
      + "\(one.confidence.rawValue) confidence."
    bytes +=
      "<a class=\"map__box is-\(one.stance?.tone ?? "none") has-\(one.power?.rawValue ?? "no")-power\" ".utf8
    bytes +=
      "href=\"/people/\(one.id)\" data-person=\"\(one.id)\" data-x=\"\(box.x)\" data-y=\"\(box.y)\" ".utf8
    bytes += "transform=\"translate(\(box.x) \(box.y))\" aria-label=\"".utf8
    HTML.escape(spoken, into: &bytes)
    bytes += "\"><title>".utf8
    HTML.escape(spoken, into: &bytes)
    bytes +=
      "</title><rect class=\"map__paper\" width=\"\(MapLayout.width)\" height=\"\(MapLayout.height)\" rx=\"4\"/>"
      .utf8
    bytes += "<rect class=\"map__edge\" width=\"5\" height=\"\(MapLayout.height)\"/>".utf8
    text(one.name, at: 20, "map__name", &bytes, limit: 22)
    text(one.title, at: 36, "map__title", &bytes, limit: 27)
    text(role(one), at: 51, "map__role", &bytes, limit: 30)
    bytes += "<rect class=\"map__bar\" x=\"14\" y=\"57\" width=\"152\" height=\"3\"/>".utf8
    bytes +=
      "<rect class=\"map__fill\" x=\"14\" y=\"57\" width=\"\(one.strength * 152 / 100)\" height=\"3\"/></a>"
      .utf8
  }

  private func role(_ one: AccountRelationships.Line) -> String {
    [one.role.map { Words.title($0.rawValue) }, one.power.map { "\($0.rawValue) power" }].compactMap { $0 }
      .joined(separator: ", ")
  }

  private func text(_ words: String, at y: Int, _ css: String, _ bytes: inout [UInt8], limit: Int) {
    guard !words.isEmpty else { return }
    bytes += "<text class=\"\(css)\" x=\"14\" y=\"\(y)\">".utf8
    HTML.escape(words.count > limit ? words.prefix(limit - 1) + "…" : words, into: &bytes)
    bytes += "</text>".utf8
  }
}
