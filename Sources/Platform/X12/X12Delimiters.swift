/// The three marks that an interchange chooses for itself, read from its ISA segment (ASC X12.5, section 3).
package struct X12Delimiters: Sendable, Hashable {
  package let element: UInt8
  package let component: UInt8
  package let terminator: UInt8

  package init(element: UInt8, component: UInt8, terminator: UInt8) {
    self.element = element
    self.component = component
    self.terminator = terminator
  }
}
