import Catalog
package import Kernel

extension ParentLink {
  var validity: Validity { Validity(firstDay, lastDay) ?? .always }

  /// The links of one account after it hangs below `parent` from `day` on: what held ends the day before, and
  /// what was planned for later is replaced. A nil parent takes it to the top.
  package static func moved(
    _ account: ID<Account>, _ links: [ParentLink], below parent: ID<Account>?, from day: Day
  ) -> [ParentLink] {
    var kept = links.compactMap { link in
      link.validity.before(day).map { ParentLink(account: account, parent: link.parent, $0) }
    }
    guard let parent else { return kept }
    // Back to where it was until yesterday: one link, not two.
    if let last = kept.last, last.parent == parent, last.lastDay == day.advanced(by: -1) {
      kept[kept.count - 1] = ParentLink(
        account: account, parent: parent, firstDay: last.firstDay, lastDay: Validity.latest)
    } else {
      kept.append(ParentLink(account: account, parent: parent, .from(day)))
    }
    return kept
  }

  init(account: ID<Account>, parent: ID<Account>, _ validity: Validity) {
    self.init(account: account, parent: parent, firstDay: validity.firstDay, lastDay: validity.lastDay)
  }

  /// The first day on which `account`, hung by `links`, would stand above itself; nil where there is none.
  ///
  /// `above` holds the other accounts' links, at least all that lead upwards from the parents.
  package static func firstCycle(of account: ID<Account>, _ links: [ParentLink], above: [ParentLink]) -> Day?
  {
    let byChild = Dictionary(grouping: above.filter { $0.account != account }, by: \.account)
    var found: Day?, seen = Set<ParentLink>()
    var waiting = links.map { ($0.parent, $0.validity) }
    while let (node, days) = waiting.popLast() {
      if node == account {
        found = min(found ?? days.firstDay, days.firstDay)
        continue
      }
      for link in byChild[node] ?? [] {
        guard let common = days.common(with: link.validity) else { continue }
        // The same stretch of the same link leads nowhere new.
        let stretch = ParentLink(account: node, parent: link.parent, common)
        if seen.insert(stretch).inserted { waiting.append((link.parent, common)) }
      }
    }
    return found
  }
}
