import Blueprint
import Categories
import Testing

struct CategoriesCapabilityTests {
  @Test func `every navigation entry leads to a page of its own`() {
    let paths = Set(categoriesCapability.endpoints.map(\.path))
    #expect(categoriesCapability.navigation.allSatisfy { paths.contains($0.href) })
  }
}
