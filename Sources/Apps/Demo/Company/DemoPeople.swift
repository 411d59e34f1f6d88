/// Someone who works for the demo company.
package struct DemoPerson: Hashable, Sendable {
  package enum Role: String, Sendable { case director, manager, analyst }

  package let name: String
  package let role: Role
  /// Place in `DemoPeople.regions`; nil: works for all of them.
  package let region: Int?

  /// On a domain reserved for examples (RFC 2606), so that no mail ever reaches anyone.
  package var email: String {
    name.lowercased().split(separator: " ").joined(separator: ".") + "@\(DemoPeople.domain)"
  }
}

/// Who works for the demo company: a director, two managers in each of four regions, two analysts.
package enum DemoPeople {
  package static let company = "Thistlewick Provisions"
  static let domain = "thistlewick.example"
  package static let regions = ["North", "East", "South", "West"]

  package static let all: [DemoPerson] =
    [DemoPerson(name: "Imogen Marwick", role: .director, region: nil)]
    + managers.enumerated().map { DemoPerson(name: $1, role: .manager, region: $0 / 2) }
    + ["Priya Tallow", "Jonas Everell"].map { DemoPerson(name: $0, role: .analyst, region: nil) }

  private static let managers = [
    "Callum Brightwater", "Odile Fenn", "Tobias Arkwell", "Ngozi Larkham",
    "Hester Quillan", "Mateo Sandoval-Reyes", "Yuki Thorne", "Bram Oakhollow",
  ]
}
