package import Foundation
package import Kernel

extension Int: Bindable {
  package var value: Value { .int(Int64(self)) }
}

extension Int64: Bindable {
  package var value: Value { .int(self) }
}

extension Int32: Bindable {
  package var value: Value { .int(Int64(self)) }
}

extension Double: Bindable {
  package var value: Value { .double(self) }
}

extension Bool: Bindable {
  package var value: Value { .bool(self) }
}

extension String: Bindable {
  package var value: Value { .text(self) }
}

extension Substring: Bindable {
  package var value: Value { .text(String(self)) }
}

extension [UInt8]: Bindable {
  package var value: Value { .blob(self) }
}

extension Day: Bindable {
  package var value: Value { .text(description) }
}

extension ID: Bindable {
  package var value: Value { .text(text) }
}

extension Currency: Bindable {
  package var value: Value { .text(code) }
}

extension Date: Bindable {
  package var value: Value { .text(Moment.text(self)) }
}

extension Optional: Bindable where Wrapped: Bindable {
  package var value: Value { self?.value ?? .null }
}
