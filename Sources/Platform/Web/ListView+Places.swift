import Blueprint
import Mustache

// Mustache finds a name in a struct by reflection, which costs more than all else on a page of fifty rows. The views
// on the hot path answer by name themselves; a test holds these lists to the structs.

extension ListView.Link: MustacheParent {
  package func child(named key: String) -> Any? {
    switch key {
    case "label": label
    case "href": href
    case "icon": icon
    default: nil
    }
  }
}

extension ListView.Tab: MustacheParent {
  package func child(named key: String) -> Any? {
    switch key {
    case "label": label
    case "href": href
    case "isCurrent": isCurrent
    case "tally": Absent.or(tally)
    default: nil
    }
  }
}

extension ListView.Pair: MustacheParent {
  package func child(named key: String) -> Any? {
    switch key {
    case "name": name
    case "value": value
    default: nil
    }
  }
}

extension ListView.Chip: MustacheParent {
  package func child(named key: String) -> Any? {
    switch key {
    case "field": field
    case "text": text
    case "removeHref": removeHref
    case "removeLabel": removeLabel
    default: nil
    }
  }
}

extension ListView.ColumnChoice: MustacheParent {
  package func child(named key: String) -> Any? {
    switch key {
    case "key": self.key
    case "label": label
    case "isShown": isShown
    default: nil
    }
  }
}

extension ListView.Head: MustacheParent {
  package func child(named key: String) -> Any? {
    switch key {
    case "label": label
    case "css": css
    case "isSorted": isSorted
    case "ariaSort": ariaSort
    case "sortIcon": sortIcon
    case "sortHref": sortHref
    case "unit": Absent.or(unit)
    default: nil
    }
  }
}

extension ListView.More: MustacheParent {
  package func child(named key: String) -> Any? {
    switch key {
    case "href": href
    case "text": text
    case "span": span
    default: nil
    }
  }
}

extension ListView.Total: MustacheParent {
  package func child(named key: String) -> Any? {
    switch key {
    case "css": css
    case "text": text
    default: nil
    }
  }
}

extension ListView.Select: MustacheParent {
  package func child(named key: String) -> Any? {
    switch key {
    case "name": name
    case "label": label
    case "options": options
    default: nil
    }
  }
}

extension ListView.Button: MustacheParent {
  package func child(named key: String) -> Any? {
    switch key {
    case "label": label
    case "name": name
    case "value": value
    case "css": css
    case "question": question
    default: nil
    }
  }
}

extension ListView.Bulk: MustacheParent {
  package func child(named key: String) -> Any? {
    switch key {
    case "action": action
    case "selects": selects
    case "buttons": buttons
    default: nil
    }
  }
}

extension ListView.Blank: MustacheParent {
  package func child(named key: String) -> Any? {
    switch key {
    case "icon": icon
    case "title": title
    case "text": text
    case "label": label
    case "href": href
    case "secondLabel": Absent.or(secondLabel)
    case "secondHref": Absent.or(secondHref)
    default: nil
    }
  }
}

extension ListView.SaveView: MustacheParent {
  package func child(named key: String) -> Any? {
    switch key {
    case "href": href
    default: nil
    }
  }
}

extension ListView: MustacheParent {
  package func child(named key: String) -> Any? {
    switch key {
    case "title": title
    case "tally": tally
    case "sentence": sentence
    case "mainAction": Absent.or(mainAction)
    case "csrf": csrf
    case "views": views
    case "saveView": Absent.or(saveView)
    case "showsTools": showsTools
    case "address": address
    case "searchValue": Absent.or(searchValue)
    case "searchLabel": searchLabel
    case "kept": kept
    case "keptByFilter": keptByFilter
    case "keptByColumns": keptByColumns
    case "hasChips": hasChips
    case "chips": chips
    case "clearHref": clearHref
    case "hasFilters": hasFilters
    case "filters": filters
    case "filterCount": Absent.or(filterCount)
    case "columns": columns
    case "exports": exports
    case "hasRows": hasRows
    case "nameHead": nameHead
    case "heads": heads
    case "canMark": canMark
    case "rows": rows
    case "more": Absent.or(more)
    case "hasTotals": hasTotals
    case "totalsLabel": totalsLabel
    case "totals": totals
    case "bulk": Absent.or(bulk)
    case "empty": empty
    default: nil
    }
  }
}

extension OptionView: MustacheParent {
  package func child(named key: String) -> Any? {
    switch key {
    case "value": value
    case "label": label
    case "isSelected": isSelected
    default: nil
    }
  }
}

extension FieldView: MustacheParent {
  package func child(named key: String) -> Any? {
    switch key {
    case "id": id
    case "name": name
    case "label": label
    case "css": css
    case "isRequired": isRequired
    case "value": Absent.or(value)
    case "hint": Absent.or(hint)
    case "error": Absent.or(error)
    case "describedBy": Absent.or(describedBy)
    case "isHidden": isHidden
    case "isInput": isInput
    case "isJoined": isJoined
    case "isSelect": isSelect
    case "isTextarea": isTextarea
    case "isCheckbox": isCheckbox
    case "isFile": isFile
    case "isChecked": isChecked
    case "inputType": inputType
    case "inputMode": inputMode
    case "autocomplete": autocomplete
    case "accept": accept
    case "unit": unit
    case "options": options
    default: nil
    }
  }
}

extension ListRows: MustacheParent {
  package func child(named key: String) -> Any? {
    switch key {
    case "canMark": canMark
    case "rows": rows
    case "more": Absent.or(more)
    default: nil
    }
  }
}
