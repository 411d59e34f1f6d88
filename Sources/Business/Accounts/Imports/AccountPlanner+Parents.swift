import Blueprint
import Catalog
import Kernel

extension AccountPlanner {
  /// Finds every row's parent, which may stand before or behind it in the file, or be known already.
  mutating func resolveParents() {
    for index in drafts.indices {
      let draft = drafts[index]
      guard let text = draft.parentText else { continue }
      let found = parentPlaces(text, source: draft.alias?.source ?? options.source).filter {
        $0 != draft.place
      }
      if found.count == 1 {
        parents[draft.place] = found[0]
      } else if found.isEmpty {
        reject(index, "parent", "No account is called “\(text)”. Add a row for it, or correct the name.")
      } else {
        reject(
          index, "parent",
          "\(found.count) accounts are called “\(text)”. Write the way to it: Group > Banner > Region.")
      }
    }
    rejectCircles()
    rejectOrphans()
  }

  /// The accounts that a text may mean: a name, a code of the source, or names from the top down parted by `>`.
  func parentPlaces(_ text: String, source: String?) -> [Int] {
    if let source, let place = placesByCode[KnownAccounts.key(source, text)] { return [place] }
    if let whole = placesByName[SearchKey.fold(text)] { return whole }
    var names = text.split(separator: ">").map { SearchKey.fold(String($0)) }
    guard names.count > 1, let last = names.popLast() else { return [] }
    return (placesByName[last] ?? []).filter { isBelow($0, names) }
  }

  private func isBelow(_ place: Int, _ names: [String]) -> Bool {
    var place = place
    for name in names.reversed() {
      if let index = draftByPlace[place], drafts[index].isNew {
        // A new account's own parent may not be found yet: compare what its row says.
        let text = drafts[index].parentText ?? ""
        guard let last = text.split(separator: ">").last.map({ SearchKey.fold(String($0)) }), last == name,
          let above = placesByName[name]?.first
        else { return false }
        place = above
      } else {
        guard let above = accounts[place].parent.flatMap({ places[$0] }),
          accounts[above].isVisible(to: context.actor), SearchKey.fold(accounts[above].name) == name
        else { return false }
        place = above
      }
    }
    return true
  }

  private func above(_ place: Int) -> Int? {
    parents[place] ?? accounts[place].parent.flatMap { places[$0] }
  }

  private mutating func rejectCircles() {
    for index in drafts.indices where parents[drafts[index].place] != nil {
      let start = drafts[index].place
      var next = above(start), steps = 0
      while let place = next, place != start, steps < 64 {
        next = above(place)
        steps += 1
      }
      if next == start || steps == 64 {
        reject(index, "parent", "The account would stand below itself. Correct the parents of these rows.")
        parents[start] = nil
      }
    }
  }

  /// What hangs below a rejected row is rejected with it, however deep.
  private mutating func rejectOrphans() {
    var isSettled = false
    while !isSettled {
      isSettled = true
      for index in drafts.indices where !drafts[index].isRejected {
        guard let parent = parents[drafts[index].place], let above = draftByPlace[parent],
          drafts[above].isNew,
          drafts[above].isRejected
        else { continue }
        reject(
          index, "parent", "Its parent on line \(drafts[above].line.line) was rejected. Mend that row first.")
        isSettled = false
      }
    }
  }

  private mutating func reject(_ index: Int, _ field: String, _ reason: String) {
    guard !drafts[index].isRejected else { return }
    drafts[index].isRejected = true
    result.reject(drafts[index].line, field, reason)
    let place = drafts[index].place
    if !drafts[index].isNew { accounts[place] = known.accounts[place] }
    parents[place] = nil
  }
}
