/// Which database stands behind a connection.
package enum Dialect: String, Sendable { case sqlite, postgres }

/// One value as both databases know it.
package enum Value: Sendable, Hashable {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case text(String)
  case blob([UInt8])
}

/// What may be bound to a statement.
package protocol Bindable {
  var value: Value { get }
}

extension Value: Bindable {
  package var value: Value { self }
}

/// An enum of strings or numbers needs only to say that it is `Bindable`.
extension Bindable where Self: RawRepresentable, RawValue: Bindable {
  package var value: Value { rawValue.value }
}
