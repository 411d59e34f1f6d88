import Blueprint
import Foundation
package import Kernel
import Storage

/// A list as somebody wants to find it again: its filters, order and columns under a name.
package struct SavedView: Reply, Located, Hashable {
  package let id: ID<SavedView>
  /// The list's address: `/accounts`.
  package let list: String
  package let name: String
  package let isShared: Bool
  /// Whether the reader made it and may delete it.
  package let isOwn: Bool
  package let query: String

  package var location: String { query.isEmpty ? list : "\(list)?\(query)" }

  package struct New: Codable, Sendable {
    package var list: String
    package var name: String
    package var query: String?
    package var shared: Bool?
  }

  package struct Wanted: Codable, Sendable { package var list: String }
  package struct Named: Codable, Sendable { package var id: ID<SavedView> }
  package struct Views: Reply { package let items: [SavedView] }
}

package enum SavedViewRefusal: Refusal, Equatable {
  case nameMissing
  case notAList(String)
  case notThere

  package var status: Int { self == .notThere ? 404 : 422 }
  package var code: String {
    switch self {
    case .nameMissing: "name-missing"
    case .notAList: "not-a-list"
    case .notThere: "not-there"
    }
  }
  package var field: String? {
    switch self {
    case .nameMissing: "name"
    case .notAList: "list"
    case .notThere: nil
    }
  }
  package var message: String {
    switch self {
    case .nameMissing: "The view needs a name of at most 80 characters, such as “My tier A”."
    case .notAList(let text): "“\(text.prefix(40))” is not the address of a list, such as /accounts."
    case .notThere: "There is no such view of yours. Only who saved a view deletes it."
    }
  }
}
