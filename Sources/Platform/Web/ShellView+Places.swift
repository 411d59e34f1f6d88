extension ShellView.Addresses: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "css": .of(css)
    case "early": .of(early)
    case "htmx": .of(htmx)
    case "js": .of(js)
    case "charts": .of(charts)
    default: nil
    }
  }
}

extension ShellView.Area: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "title": .of(title)
    case "sections": .of(sections)
    default: nil
    }
  }
}

extension ShellView.Section: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "label": .of(label)
    case "href": .of(href)
    case "icon": .of(icon)
    case "key": .of(self.key)
    case "isCurrent": .of(isCurrent)
    case "badge": .of(badge)
    default: nil
    }
  }
}

extension ShellView.Pin: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "name": .of(self.name)
    case "href": .of(href)
    case "isCurrent": .of(isCurrent)
    default: nil
    }
  }
}

extension ShellView.Crumb: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "label": .of(label)
    case "href": .of(href)
    default: nil
    }
  }
}

extension ShellView.AsOf: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "text": .of(text)
    case "href": .of(href)
    default: nil
    }
  }
}

extension ShellView.Running: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "text": .of(text)
    case "href": .of(href)
    case "percent": .of(percent)
    default: nil
    }
  }
}

extension ShellView.Person: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "name": .of(self.name)
    case "initials": .of(initials)
    case "email": .of(email)
    case "role": .of(role)
    case "settingsHref": .of(settingsHref)
    case "signOutHref": .of(signOutHref)
    default: nil
    }
  }
}

extension ShellView.Notice: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "tone": .of(tone)
    case "icon": .of(icon)
    case "text": .of(text)
    default: nil
    }
  }
}

extension ShellView.ShortcutGroup: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "heading": .of(heading)
    case "keys": .of(keys)
    default: nil
    }
  }
}

extension ShellView.Shortcut: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "does": .of(does)
    case "strokes": .of(strokes)
    default: nil
    }
  }
}

extension ShellView: Named {
  func placed(_ name: String) -> Placed? {
    switch name {
    case "pageTitle": .of(pageTitle)
    case "company": .of(company)
    case "csrf": .of(csrf)
    case "content": .of(content)
    case "assets": .of(assets)
    case "areas": .of(areas)
    case "hasPins": .of(hasPins)
    case "pins": .of(pins)
    case "crumbs": .of(crumbs)
    case "here": .of(here)
    case "searchHref": .of(searchHref)
    case "searchText": .of(searchText)
    case "asOf": .of(asOf)
    case "running": .of(running)
    case "person": .of(person)
    case "notice": .of(notice)
    case "shortcutGroups": .of(shortcutGroups)
    case "printedOn": .of(printedOn)
    case "isWide": .of(isWide)
    case "footText": .of(footText)
    default: nil
    }
  }
}
