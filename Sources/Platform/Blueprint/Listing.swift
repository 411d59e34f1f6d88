import Kernel
package import Storage

/// A list of records, said once: its rows, columns, filters, order and what the reader may see. The same value
/// gives the page, the JSON, the CSV and the workbook, so every list answers to the same gestures.
package struct Listing<Item: Reply>: Sendable {
  package struct Column: Sendable {
    package let key: String
    package let head: String
    package let cell: @Sendable (Item) -> Table.Cell
    /// What to sort by; never null, of one type. Nil: the column can't be sorted.
    package let order: SQL?
    package let isShown: Bool
    package let isNumeric: Bool
    package let href: (@Sendable (Item) -> String)?
    /// The filter under which every cell of it is empty: it then stands back unless it is asked for.
    package let emptyUnder: String?

    package init(
      _ key: String, _ head: String, order: SQL? = nil, shown: Bool = true, numeric: Bool = false,
      emptyUnder: String? = nil, href: (@Sendable (Item) -> String)? = nil,
      _ cell: @escaping @Sendable (Item) -> Table.Cell
    ) {
      self.key = key
      self.head = head
      self.cell = cell
      self.order = order
      isShown = shown
      isNumeric = numeric
      self.emptyUnder = emptyUnder
      self.href = href
    }
  }

  package struct Filter: Sendable {
    package let key: String
    package let label: String
    package let choices: Choices
    package let condition: @Sendable (String) -> SQL

    package init(
      _ key: String, _ label: String, choices: Choices, _ condition: @escaping @Sendable (String) -> SQL
    ) {
      self.key = key
      self.label = label
      self.choices = choices
      self.condition = condition
    }

    package init(
      _ key: String, _ label: String, options: @escaping @Sendable (Context) async throws -> [Form.Option],
      _ condition: @escaping @Sendable (String) -> SQL
    ) {
      self.init(key, label, choices: .asked(options), condition)
    }
  }

  /// Where the choices of a filter come from.
  package enum Choices: Sendable {
    case fixed([Form.Option])
    /// Read together with what else the page needs.
    case stored(@Sendable (Connection) throws -> [Form.Option])
    case asked(@Sendable (Context) async throws -> [Form.Option])
  }

  /// What an empty list says and offers.
  package struct Empty: Sendable {
    package let title: String
    package let text: String
    package let action: (label: String, href: String)?
    package init(_ title: String, _ text: String, action: (label: String, href: String)? = nil) {
      self.title = title
      self.text = text
      self.action = action
    }
  }

  /// A change that marked rows can take together: the field of the PATCH endpoint and its values.
  package struct BulkField: Sendable {
    package let name: String
    package let label: String
    package let options: @Sendable (Context) async throws -> [Form.Option]
    package init(
      _ name: String, _ label: String, options: @escaping @Sendable (Context) async throws -> [Form.Option]
    ) {
      self.name = name
      self.label = label
      self.options = options
    }
  }

  package let title: String
  /// One and many, lower case: "account", "accounts".
  package let nouns: (one: String, many: String)
  package let path: String
  package let section: String
  package let select: SQL
  /// Everything from `FROM` on, joins included.
  package let from: SQL
  /// The same without the joins that no condition needs: what is counted is not looked up.
  package var counted: SQL
  /// The unique column that ends every order.
  package let id: SQL
  package let idText: @Sendable (Item) -> String
  package let make: @Sendable (Row) throws -> Item
  package let visible: @Sendable (Actor) -> SQL
  /// The condition for a folded search text.
  package let matches: @Sendable (String) -> SQL
  package var columns: [Column]
  package var filters: [Filter] = []
  package var bulk: [BulkField] = []
  package let sort: String
  package let empty: Empty
  /// What the reader may add from here.
  package var action: (label: String, href: String, allow: Permission)?
  /// Where a row is edited, for those who may.
  package var edit: (href: @Sendable (Item) -> String, allow: Permission)?
  /// Ways to see the list that everyone has beside "All": a name and the filter behind it.
  package var views: [(label: String, filter: String)] = []
  /// The reader's own and shared views of this list, and where a new one is saved.
  package var savedViews: (@Sendable (Actor, Connection) throws -> [(label: String, query: String)])?
  package var saveHref: String?
  /// Columns and filters that are known only when the list is asked for.
  package var additions: (@Sendable (Connection) throws -> Additions)?

  package struct Additions: Sendable {
    package let columns: [Column]
    package let filters: [Filter]
    /// What some rows hold in these columns, by the row's id and the column's key.
    package let cells: @Sendable ([Item], Connection) throws -> [String: [String: Table.Cell]]

    package init(
      columns: [Column], filters: [Filter],
      cells: @escaping @Sendable ([Item], Connection) throws -> [String: [String: Table.Cell]]
    ) {
      self.columns = columns
      self.filters = filters
      self.cells = cells
    }
  }

  package init(
    _ title: String, nouns: (one: String, many: String), at path: String, section: String, select: SQL,
    from: SQL,
    id: SQL, idText: @escaping @Sendable (Item) -> String, sort: String, columns: [Column], empty: Empty,
    visible: @escaping @Sendable (Actor) -> SQL, matches: @escaping @Sendable (String) -> SQL,
    make: @escaping @Sendable (Row) throws -> Item
  ) {
    self.title = title
    self.nouns = nouns
    self.path = path
    self.section = section
    self.select = select
    self.from = from
    counted = from
    self.id = id
    self.idText = idText
    self.sort = sort
    self.columns = columns
    self.empty = empty
    self.visible = visible
    self.matches = matches
    self.make = make
  }
}

/// What a reader asks of a list. `filter` holds `key:value`, several times where several are wanted.
package struct ListQuery: Codable, Sendable {
  package var q: String?
  /// A column's key; a minus before it turns the order round.
  package var sort: String?
  package var after: String?
  package var limit: Int?
  package var filter: [String]?
  package var column: [String]?

  package init(q: String? = nil, sort: String? = nil, filter: [String]? = nil) {
    self.q = q
    self.sort = sort
    self.filter = filter
  }
}

/// One page of a list.
package struct ListReply<Item: Reply>: Reply {
  package let items: [Item]
  /// Send it as `after` to read on; absent on the last page.
  package let next: String?
  package let total: Int
}

/// A question to a list that makes no sense.
package enum ListRefusal: Refusal, Equatable {
  case badLimit
  case badCursor
  case unknownSort(String, known: [String])
  case unknownFilter(String, known: [String])

  package var status: Int { 422 }
  package var code: String { "bad-list-query" }
  package var field: String? {
    switch self {
    case .badLimit: "limit"
    case .badCursor: "after"
    case .unknownSort: "sort"
    case .unknownFilter: "filter"
    }
  }
  package var message: String {
    switch self {
    case .badLimit: "“limit” must be between 1 and 500."
    case .badCursor: "“after” is not a place in this list: take it from “next” of the page before."
    case .unknownSort(let word, let known):
      "The list can't be sorted by “\(word)”. It can by: \(known.joined(separator: ", "))."
    case .unknownFilter(let word, let known):
      known.isEmpty
        ? "This list has no filters; leave “\(word)” out."
        : "“\(word)” is not a filter here. Write key:value with one of: \(known.joined(separator: ", "))."
    }
  }
}
