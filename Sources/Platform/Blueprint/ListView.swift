/// What the template `list` places.
package struct ListView: Sendable {
  package struct Link: Sendable {
    let label: String
    let href: String
    let icon: String
  }
  package struct Tab: Sendable {
    let label: String
    let href: String
    let isCurrent: Bool
    let tally: String?
  }
  package struct Pair: Sendable {
    let name: String
    let value: String
  }
  package struct Chip: Sendable {
    let field: String
    let text: String
    let removeHref: String
    let removeLabel: String
  }
  package struct ColumnChoice: Sendable {
    let key: String
    let label: String
    let isShown: Bool
  }
  package struct Head: Sendable {
    let label: String
    let css: String
    let isSorted: Bool
    let ariaSort: String
    let sortIcon: String
    let sortHref: String
    let unit: String?
  }
  package struct Cell: Sendable {
    let css: String
    let isPlain: Bool
    let text: String
    let link: String?
    let note: String?
    let badge: Badge?
    let change: String?
    let spark: String?
  }
  package struct Badge: Sendable {
    let label: String
    let tone: String
  }
  package struct Line: Sendable {
    let id: String
    let name: String
    let href: String
    let editHref: String?
    let cells: [Cell]
  }
  package struct More: Sendable {
    let href: String
    let text: String
    let span: Int
  }
  package struct Total: Sendable {
    let css: String
    let text: String
  }
  package struct Select: Sendable {
    let name: String
    let label: String
    let options: [OptionView]
  }
  package struct Button: Sendable {
    let label: String
    let name: String
    let value: String
    let css: String
    let question: String
  }
  package struct Bulk: Sendable {
    let action: String
    let selects: [Select]
    let buttons: [Button]
  }
  package struct Blank: Sendable {
    let icon: String
    let title: String
    let text: String
    let label: String
    let href: String
    let secondLabel: String?
    let secondHref: String?
  }
  package struct SaveView: Sendable { let href: String }

  let title: String
  let tally: String
  let sentence: String
  let mainAction: Link?
  let csrf: String
  let views: [Tab]
  let saveView: SaveView?
  let showsTools: Bool
  let address: String
  let searchValue: String?
  let searchLabel: String
  let kept: [Pair]
  let hasChips: Bool
  let chips: [Chip]
  let clearHref: String
  let hasFilters: Bool
  let filters: [FieldView]
  let filterCount: String?
  let columns: [ColumnChoice]
  let exports: [Link]
  let hasRows: Bool
  let nameHead: [Head]
  let heads: [Head]
  let canMark: Bool
  let rows: [Line]
  let more: More?
  let hasTotals: Bool
  let totalsLabel: String
  let totals: [Total]
  let bulk: Bulk?
  let empty: Blank
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
