/// A struct that a template places without its help, by its stored properties. A page of hundreds of pieces is better
/// off with views that are `Named`.
struct Reflected: Named {
  private let value: Any
  private let fields: [(name: String, value: Any)]

  /// What stands where the value itself is placed. Seldom asked for, and dear: it goes through all that the value holds.
  var words: String { String(describing: value) }

  private init(_ value: Any, _ mirror: Mirror) {
    self.value = value
    fields = mirror.children.compactMap { child in child.label.map { ($0, child.value) } }
  }

  func placed(_ name: String) -> Placed? {
    fields.first { $0.name == name }.map { Placed.reflected($0.value) }
  }

  fileprivate static func placed(_ value: Any) -> Placed {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.map { Placed.reflected($0.value) } ?? .nothing
    case .collection, .set: return .list(mirror.children.map { Placed.reflected($0.value) })
    case .struct, .class, .tuple: return .record(Reflected(value, mirror))
    default: return .text(String(describing: value))
    }
  }
}

extension Placed {
  /// Any value at all, looked at while the program runs.
  static func reflected(_ value: Any) -> Placed {
    switch value {
    case let text as String: .text(text)
    case let flag as Bool: .flag(flag)
    case let named as any Named: .record(named)
    default: Reflected.placed(value)
    }
  }
}
