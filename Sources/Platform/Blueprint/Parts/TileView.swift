/// One of the template `tiles`: a figure, what it is held against, and the door to where it comes from.
package struct TileView: Sendable {
  package let label: String
  package let value: String
  package let exact: String
  package let unit: String?
  package let href: String
  package let spokenHref: String
  package let change: DeltaView?
  package let against: String?
  package let below: String?
  package let stale: String?

  package init(
    label: String, value: String, exact: String, unit: String? = nil, href: String, spokenHref: String,
    change: DeltaView? = nil, against: String? = nil, below: String? = nil, stale: String? = nil
  ) {
    self.label = label
    self.value = value
    self.exact = exact
    self.unit = unit
    self.href = href
    self.spokenHref = spokenHref
    self.change = change
    self.against = against
    self.below = below
    self.stale = stale
  }
}
