package import Accounts
package import Catalog
package import Kernel

extension ItemLaunch {
  /// A launch of an item at an account; nil: at all accounts.
  package struct New: Codable, Sendable {
    package var product: ID<Product>
    package var account: ID<Account>?
    package var terms: Terms

    package init(product: ID<Product>, account: ID<Account>? = nil, terms: Terms) {
      (self.product, self.account, self.terms) = (product, account, terms)
    }

    package init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      product = try container.decode(ID<Product>.self, forKey: .product)
      account = try container.decodeIfPresent(ID<Account>.self, forKey: .account)
      terms = try Terms(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(product, forKey: .product)
      try container.encodeIfPresent(account, forKey: .account)
      try terms.encode(to: encoder)
    }

    private enum CodingKeys: String, CodingKey { case product, account }
  }

  /// Other terms for the same item and account.
  package struct Change: Codable, Sendable {
    package var id: ID<ItemLaunch>
    package var terms: Terms

    package init(id: ID<ItemLaunch>, terms: Terms) { (self.id, self.terms) = (id, terms) }

    package init(from decoder: any Decoder) throws {
      id = try decoder.container(keyedBy: CodingKeys.self).decode(ID<ItemLaunch>.self, forKey: .id)
      terms = try Terms(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .id)
      try terms.encode(to: encoder)
    }

    private enum CodingKeys: String, CodingKey { case id }
  }
}
