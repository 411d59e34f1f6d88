import Mustache

extension ShellView.Addresses: MustacheParent {
  func child(named key: String) -> Any? {
    switch key {
    case "css": css
    case "early": early
    case "htmx": htmx
    case "js": js
    case "charts": charts
    default: nil
    }
  }
}

extension ShellView.Section: MustacheParent {
  func child(named key: String) -> Any? {
    switch key {
    case "label": label
    case "href": href
    case "icon": icon
    case "key": self.key
    case "isCurrent": isCurrent
    case "badge": Absent.or(badge)
    default: nil
    }
  }
}

extension ShellView.Pin: MustacheParent {
  func child(named key: String) -> Any? {
    switch key {
    case "name": name
    case "href": href
    case "isCurrent": isCurrent
    default: nil
    }
  }
}

extension ShellView.Crumb: MustacheParent {
  func child(named key: String) -> Any? {
    switch key {
    case "label": label
    case "href": href
    default: nil
    }
  }
}

extension ShellView.AsOf: MustacheParent {
  func child(named key: String) -> Any? {
    switch key {
    case "text": text
    case "href": href
    default: nil
    }
  }
}

extension ShellView.Running: MustacheParent {
  func child(named key: String) -> Any? {
    switch key {
    case "text": text
    case "href": href
    case "percent": percent
    default: nil
    }
  }
}

extension ShellView.Person: MustacheParent {
  func child(named key: String) -> Any? {
    switch key {
    case "name": name
    case "initials": initials
    case "email": email
    case "role": role
    case "settingsHref": settingsHref
    case "signOutHref": signOutHref
    default: nil
    }
  }
}

extension ShellView.Notice: MustacheParent {
  func child(named key: String) -> Any? {
    switch key {
    case "tone": tone
    case "icon": icon
    case "text": text
    default: nil
    }
  }
}

extension ShellView.ShortcutGroup: MustacheParent {
  func child(named key: String) -> Any? {
    switch key {
    case "heading": heading
    case "keys": keys
    default: nil
    }
  }
}

extension ShellView.Shortcut: MustacheParent {
  func child(named key: String) -> Any? {
    switch key {
    case "does": does
    case "strokes": strokes
    default: nil
    }
  }
}

extension ShellView: MustacheParent {
  func child(named key: String) -> Any? {
    switch key {
    case "pageTitle": pageTitle
    case "company": company
    case "csrf": csrf
    case "content": content
    case "assets": assets
    case "sections": sections
    case "hasPins": hasPins
    case "pins": pins
    case "crumbs": crumbs
    case "here": here
    case "searchHref": searchHref
    case "searchText": Absent.or(searchText)
    case "asOf": Absent.or(asOf)
    case "running": Absent.or(running)
    case "person": person
    case "notice": Absent.or(notice)
    case "shortcutGroups": shortcutGroups
    case "printedOn": printedOn
    case "isWide": isWide
    case "footText": footText
    default: nil
    }
  }
}
