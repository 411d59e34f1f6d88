internal import Synchronization

/// A value that is made when somebody first asks for it, and kept. Hundreds of endpoints are made at each start, and
/// most commands and pages ask for the shapes of few.
package final class Late<Value: Sendable>: Sendable {
  private let make: @Sendable () -> Value
  private let kept = Mutex<Value?>(nil)

  package init(_ make: @escaping @Sendable () -> Value) { self.make = make }

  package var value: Value {
    kept.withLock { kept in
      let value = kept ?? make()
      kept = value
      return value
    }
  }
}

typealias LateSchema = Late<Schema>

extension Late where Value == Schema {
  /// A shape that is read off its type.
  convenience init<T: Decodable & Sendable>(of type: T.Type) { self.init { SchemaRecorder.schema(of: type) } }
  convenience init(_ schema: Schema) { self.init { schema } }
}
