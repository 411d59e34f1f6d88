/// What the partial `tree` places.
package struct RecordTree: Sendable {
  /// One node and what stands beneath it; every field is filled, because a template looks up what is missing in
  /// the node around it.
  package struct Node: Sendable {
    let name: String
    let href: String
    let icon: String
    let kind: String
    let value: String
    let isOpen: Bool
    let isCurrent: Bool
    let hasChange = false
    let change = ""
    let hasChildren: Bool
    let children: [Node]

    package init(
      _ name: String, href: String, icon: String, kind: String, value: String, isCurrent: Bool = false,
      children: [Node]
    ) {
      self.name = name
      self.href = href
      self.icon = icon
      self.kind = kind
      self.value = value
      self.isCurrent = isCurrent
      self.children = children
      hasChildren = !children.isEmpty
      isOpen = !children.isEmpty
    }
  }

  let label: String
  let nodes: [Node]

  package init(_ label: String, _ nodes: [Node]) {
    self.label = label
    self.nodes = nodes
  }
}
