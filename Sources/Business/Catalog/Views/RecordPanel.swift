package import Blueprint

/// What the partial `panel` places: a piece of a record's page that another capability draws.
package struct RecordPanel: Sendable {
  let id: String
  let heading: String
  let about: String?
  let panelActions: [RecordHead.Link]
  let body: String?
  let source: String?

  package init(_ slot: PanelSlot) {
    id = slot.id
    heading = slot.title
    about = nil
    panelActions = []
    body = slot.isInline ? slot.html : nil
    source = slot.isInline ? nil : slot.href
  }
}
