import Testing
import X12

struct X12DelimitersTests {
  @Test func `delimiters are told apart by all three marks`() {
    let usual = X12Delimiters(element: 42, component: 58, terminator: 126)
    #expect(usual != X12Delimiters(element: 42, component: 58, terminator: 10))
  }
}
