internal import Synchronization

/// A shape that is read off its type when somebody asks for it: hundreds of endpoints are made at each start, and most
/// commands and pages ask for the shapes of few.
final class LateSchema: Sendable {
  private let make: @Sendable () -> Schema
  private let kept = Mutex<Schema?>(nil)

  init<T: Decodable & Sendable>(of type: T.Type) { make = { SchemaRecorder.schema(of: type) } }
  init(_ schema: Schema) { make = { schema } }

  var schema: Schema {
    kept.withLock { kept in
      let schema = kept ?? make()
      kept = schema
      return schema
    }
  }
}
