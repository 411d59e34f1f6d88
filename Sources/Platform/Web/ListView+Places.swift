import Blueprint

// A struct is found through by reflection, which costs more than all else on a page of fifty rows. The views on the
// hot path answer by name themselves; a test holds these lists to the structs.

extension ListView.Link: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "label": .of(label)
    case "href": .of(href)
    case "icon": .of(icon)
    default: nil
    }
  }
}

extension ListView.Tab: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "label": .of(label)
    case "href": .of(href)
    case "isCurrent": .of(isCurrent)
    case "tally": .of(tally)
    default: nil
    }
  }
}

extension ListView.Pair: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "name": .of(self.name)
    case "value": .of(value)
    default: nil
    }
  }
}

extension ListView.Chip: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "field": .of(field)
    case "text": .of(text)
    case "removeHref": .of(removeHref)
    case "removeLabel": .of(removeLabel)
    default: nil
    }
  }
}

extension ListView.ColumnChoice: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "key": .of(self.key)
    case "label": .of(label)
    case "isShown": .of(isShown)
    default: nil
    }
  }
}

extension ListView.Head: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "label": .of(label)
    case "css": .of(css)
    case "isSorted": .of(isSorted)
    case "ariaSort": .of(ariaSort)
    case "sortIcon": .of(sortIcon)
    case "sortHref": .of(sortHref)
    case "unit": .of(unit)
    default: nil
    }
  }
}

extension ListView.More: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "href": .of(href)
    case "text": .of(text)
    case "span": .of(span)
    default: nil
    }
  }
}

extension ListView.Total: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "css": .of(css)
    case "text": .of(text)
    default: nil
    }
  }
}

extension ListView.Select: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "name": .of(self.name)
    case "label": .of(label)
    case "options": .of(options)
    default: nil
    }
  }
}

extension ListView.Button: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "label": .of(label)
    case "name": .of(self.name)
    case "value": .of(value)
    case "css": .of(css)
    case "question": .of(question)
    default: nil
    }
  }
}

extension ListView.Bulk: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "action": .of(action)
    case "selects": .of(selects)
    case "buttons": .of(buttons)
    default: nil
    }
  }
}

extension ListView.Blank: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "icon": .of(icon)
    case "title": .of(title)
    case "text": .of(text)
    case "label": .of(label)
    case "href": .of(href)
    case "secondLabel": .of(secondLabel)
    case "secondHref": .of(secondHref)
    default: nil
    }
  }
}

extension ListView.SaveView: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "href": .of(href)
    default: nil
    }
  }
}

extension ListView: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "title": .of(title)
    case "tally": .of(tally)
    case "sentence": .of(sentence)
    case "mainAction": .of(mainAction)
    case "csrf": .of(csrf)
    case "back": .of(back)
    case "views": .of(views)
    case "saveView": .of(saveView)
    case "showsTools": .of(showsTools)
    case "address": .of(address)
    case "searchValue": .of(searchValue)
    case "searchLabel": .of(searchLabel)
    case "kept": .of(kept)
    case "keptByFilter": .of(keptByFilter)
    case "keptByColumns": .of(keptByColumns)
    case "hasChips": .of(hasChips)
    case "chips": .of(chips)
    case "clearHref": .of(clearHref)
    case "hasFilters": .of(hasFilters)
    case "filters": .of(filters)
    case "filterCount": .of(filterCount)
    case "columns": .of(columns)
    case "exports": .of(exports)
    case "hasRows": .of(hasRows)
    case "nameHead": .of(nameHead)
    case "heads": .of(heads)
    case "canMark": .of(canMark)
    case "rows": .of(rows)
    case "more": .of(more)
    case "hasTotals": .of(hasTotals)
    case "totalsLabel": .of(totalsLabel)
    case "totals": .of(totals)
    case "bulk": .of(bulk)
    case "empty": .of(empty)
    default: nil
    }
  }
}

extension OptionView: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "value": .of(value)
    case "label": .of(label)
    case "isSelected": .of(isSelected)
    default: nil
    }
  }
}

extension FieldView: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "id": .of(id)
    case "name": .of(self.name)
    case "label": .of(label)
    case "css": .of(css)
    case "isRequired": .of(isRequired)
    case "value": .of(value)
    case "hint": .of(hint)
    case "error": .of(error)
    case "describedBy": .of(describedBy)
    case "isHidden": .of(isHidden)
    case "isInput": .of(isInput)
    case "isJoined": .of(isJoined)
    case "isSelect": .of(isSelect)
    case "isTextarea": .of(isTextarea)
    case "isCheckbox": .of(isCheckbox)
    case "isFile": .of(isFile)
    case "isBoxes": .of(isBoxes)
    case "isChecked": .of(isChecked)
    case "inputType": .of(inputType)
    case "inputMode": .of(inputMode)
    case "autocomplete": .of(autocomplete)
    case "accept": .of(accept)
    case "unit": .of(unit)
    case "options": .of(options)
    default: nil
    }
  }
}

extension ListRows: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "canMark": .of(canMark)
    case "rows": .of(rows)
    case "more": .of(more)
    default: nil
    }
  }
}
