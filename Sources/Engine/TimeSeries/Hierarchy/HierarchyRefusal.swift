/// Why nodes are no hierarchy, or why forecasts do not fit one.
package enum HierarchyRefusal: Error, Hashable, Sendable {
  case empty
  case repeated(String)
  case orphan(String, parent: String)
  case cycle(String)
  case count(has: Int, needs: Int)
  case length(String, has: Int, needs: Int)
  case notFinite(String, row: Int)
  case level(Int)

  package var message: String {
    switch self {
    case .empty: "there is no node. Give at least one."
    case .repeated(let name): "\(name) comes twice. Give every node a name of its own."
    case .orphan(let name, let parent):
      "\(name) belongs to \(parent), which is not there. Add \(parent), or correct the parent of \(name)."
    case .cycle(let name): "\(name) belongs to itself by its parents. Correct one of them."
    case .count(let has, let needs): "there are \(has) series for \(needs) nodes. Give one for each."
    case .length(let name, let has, let needs):
      "\(name) has \(has) values, not \(needs). Give all nodes the same steps."
    case .notFinite(let name, let row): "\(name), row \(row) is not a number below 1e100. Correct it."
    case .level(let level): "a level of \(level) is not in this hierarchy."
    }
  }
}
