/// What the partial `record-head` places: the head of a record's page.
package struct RecordHead: Sendable {
  package struct Link: Sendable {
    let label: String
    let href: String
    let icon: String
    package init(_ label: String, _ href: String, icon: String = "chevron-right") {
      self.label = label
      self.href = href
      self.icon = icon
    }
  }
  package struct Badge: Sendable {
    let label: String
    let tone: String
    package init(_ label: String, _ tone: String = "plain") {
      self.label = label
      self.tone = tone
    }
  }
  package struct Fact: Sendable {
    let icon: String
    let label: String
    let text: String
    let factHref: String?
    package init(_ label: String, _ text: String, icon: String, href: String? = nil) {
      self.icon = icon
      self.label = label
      self.text = text
      factHref = href
    }
  }

  let title: String
  let hasPath: Bool
  let path: [Link]
  let badges: [Badge]
  let facts: [Fact]
  // The partial asks for them; later capabilities hang their own panels instead.
  let health: String? = nil
  let pin: String? = nil
  let mainAction: Link?
  let otherActions: [Link]

  package init(
    _ title: String, path: [Link], badges: [Badge], facts: [Fact], mainAction: Link?, otherActions: [Link]
  ) {
    self.title = title
    hasPath = !path.isEmpty
    self.path = path
    self.badges = badges
    self.facts = facts
    self.mainAction = mainAction
    self.otherActions = otherActions
  }
}
