import Blueprint

/// Finds the endpoint of a path: fixed words win over parameters.
struct Routes<Target: Sendable>: Sendable {
  private struct Node: Sendable {
    var words: [Substring: Int] = [:]
    var parameter: Int?
    var targets: [String: (target: Target, names: [String])] = [:]
  }

  private var nodes = [Node()]

  mutating func add(_ method: String, _ path: String, _ target: Target) {
    var place = 0, names: [String] = []
    for word in path.split(separator: "/") {
      if word.hasPrefix("{") {
        names.append(String(word.dropFirst().dropLast()))
        if nodes[place].parameter == nil { nodes[place].parameter = grow() }
        place = nodes[place].parameter ?? 0
      } else {
        if nodes[place].words[word] == nil { nodes[place].words[word] = grow() }
        place = nodes[place].words[word] ?? 0
      }
    }
    precondition(nodes[place].targets[method] == nil, "two endpoints answer \(method) \(path)")
    nodes[place].targets[method] = (target, names)
  }

  private mutating func grow() -> Int {
    nodes.append(Node())
    return nodes.count - 1
  }

  enum Match {
    case none
    case otherMethods([String])
    case found(Target, parameters: [(String, String)])
  }

  func find(_ method: String, _ words: [Substring]) -> Match {
    var values: [String] = []
    guard let place = walk(0, words[...], &values) else { return .none }
    guard let (target, names) = nodes[place].targets[method] else {
      return .otherMethods(nodes[place].targets.keys.sorted())
    }
    var parameters: [(String, String)] = []
    for (name, raw) in zip(names, values) {
      guard let value = URLText.decoded(raw, plusIsSpace: false), !value.isEmpty else { return .none }
      parameters.append((name, value))
    }
    return .found(target, parameters: parameters)
  }

  private func walk(_ place: Int, _ words: ArraySlice<Substring>, _ values: inout [String]) -> Int? {
    guard let word = words.first else { return nodes[place].targets.isEmpty ? nil : place }
    if let next = nodes[place].words[word], let end = walk(next, words.dropFirst(), &values) { return end }
    guard let next = nodes[place].parameter else { return nil }
    values.append(String(word))
    if let end = walk(next, words.dropFirst(), &values) { return end }
    values.removeLast()
    return nil
  }
}
