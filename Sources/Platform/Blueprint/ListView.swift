/// What the template `list` places.
package struct ListView: Sendable {
  package struct Link: Sendable {
    package let label: String
    package let href: String
    package let icon: String
  }
  package struct Tab: Sendable {
    package let label: String
    package let href: String
    package let isCurrent: Bool
    package let tally: String?
  }
  package struct Pair: Sendable {
    package let name: String
    package let value: String
  }
  package struct Chip: Sendable {
    package let field: String
    package let text: String
    package let removeHref: String
    package let removeLabel: String
  }
  package struct ColumnChoice: Sendable {
    package let key: String
    package let label: String
    package let isShown: Bool
  }
  package struct Head: Sendable {
    package let label: String
    package let css: String
    package let isSorted: Bool
    package let ariaSort: String
    package let sortIcon: String
    package let sortHref: String
    package let unit: String?
  }
  package struct More: Sendable {
    package let href: String
    package let text: String
    package let span: Int
  }
  package struct Total: Sendable {
    package let css: String
    package let text: String
  }
  package struct Select: Sendable {
    package let name: String
    package let label: String
    package let options: [OptionView]
  }
  package struct Button: Sendable {
    package let label: String
    package let name: String
    package let value: String
    package let css: String
    package let question: String
  }
  package struct Bulk: Sendable {
    package let action: String
    package let selects: [Select]
    package let buttons: [Button]
  }
  package struct Blank: Sendable {
    package let icon: String
    package let title: String
    package let text: String
    package let label: String
    package let href: String
    package let secondLabel: String?
    package let secondHref: String?
  }
  package struct SaveView: Sendable { package let href: String }

  package let title: String
  package let tally: String
  package let sentence: String
  /// The sentence where it says more than the count beside the title.
  package let narrowing: String?
  package let mainAction: Link?
  package let csrf: String
  /// Where a change of the marked rows leads back to: this list as it is seen.
  package let back: String
  package let views: [Tab]
  package let saveView: SaveView?
  package let showsTools: Bool
  package let address: String
  package let searchValue: String?
  package let searchLabel: String
  /// What the forms for searching, filtering and choosing columns carry on.
  package let kept: [Pair]
  package let keptByFilter: [Pair]
  package let keptByColumns: [Pair]
  package let hasChips: Bool
  package let chips: [Chip]
  package let clearHref: String
  package let hasFilters: Bool
  package let filters: [FieldView]
  package let filterCount: String?
  package let columns: [ColumnChoice]
  package let exports: [Link]
  package let hasRows: Bool
  package let nameHead: [Head]
  package let heads: [Head]
  package let canMark: Bool
  /// The rows as HTML: fifty rows of twelve cells are too many for a template to place one by one.
  package let rows: String
  package let more: More?
  package let hasTotals: Bool
  package let totalsLabel: String
  package let totals: [Total]
  package let bulk: Bulk?
  package let empty: Blank
}

/// One choice of a field.
package struct OptionView: Sendable {
  package let value: String
  package let label: String
  package let isSelected: Bool

  package init(value: String, label: String, isSelected: Bool = false) {
    self.value = value
    self.label = label
    self.isSelected = isSelected
  }
}

/// What the template `field` places: one field of a form.
package struct FieldView: Sendable {
  package var id: String
  package var name: String
  package var label: String
  package var css = ""
  package var isRequired = false
  package var value: String?
  package var hint: String?
  package var error: String?
  package var describedBy: String?
  package var isHidden = false
  package var isInput = false
  package var isJoined = false
  package var isSelect = false
  package var isTextarea = false
  package var isCheckbox = false
  package var isFile = false
  package var isBoxes = false
  package var isChecked = false
  package var inputType = "text"
  package var inputMode = "text"
  package var autocomplete = "off"
  package var accept = ""
  package var unit = ""
  package var options: [OptionView] = []

  package init(id: String, name: String, label: String) {
    self.id = id
    self.name = name
    self.label = label
  }
}
