package import Accounts
import Blueprint
import Files
package import Kernel

/// How one source writes its sales: saved once, used for every file that comes from there.
package struct LoaderSpec: Codable, Sendable, Hashable {
  /// Whose figures these are.
  package struct Source: Codable, Sendable, Hashable {
    /// By this the source is known; its codes for sites and items are kept under it.
    package var code: String
    package var name: String
    package var kind: SalesSource.Kind
    package var currency: Currency
    /// The account below which its sites hang, made where it is missing; nil: unknown sites stand alone.
    package var account: String?
    /// The word under which its site codes are kept, where several sources of one retailer share them.
    package var siteCodes: String?

    package init(
      code: String, name: String, kind: SalesSource.Kind, currency: Currency, account: String?,
      siteCodes: String? = nil
    ) {
      self.siteCodes = siteCodes
      self.code = code
      self.name = name
      self.kind = kind
      self.currency = currency
      self.account = account
    }
  }

  package enum Numbers: String, Choice { case plain, english, european, spaced, swiss }
  package enum Encoding: String, Choice { case utf8, windows1252 }
  package enum Separator: String, Choice { case comma, semicolon, tab, pipe }

  /// What a second row of the same site, item and week means.
  package enum Grain: String, Choice {
    /// A mistake: it is rejected.
    case week
    /// Another part of the same week: it is added.
    case sumIntoWeek = "sum-into-week"
  }

  package var name: String
  package var title: String
  package var notes: String
  package var source: Source
  /// Nil: told from the file.
  package var separator: Separator?
  package var encoding = Encoding.utf8
  package var numbers = Numbers.plain
  /// Headers as the file writes them, and what they mean; all others are left out.
  package var columns: [String: SalesField]
  package var week: WeekRule
  package var grain = Grain.week
  /// `price{item}`: the price stands in the column that carries the item's code.
  package var pricePattern: String?
  /// The category below which items go that nobody knows yet.
  package var category: String
  package var siteKind = Account.Kind.store
  /// `Store {code}`: what a new site is called where the file has no name.
  package var siteTitle = "{code}"
  package var itemTitle = "{code}"
  /// Where rows without a site are booked; nil: they are rejected.
  package var siteless: String?
  /// Names of items that the file itself does not carry.
  package var itemNames: [String: String] = [:]
  /// Item codes that are postage, fees and the like.
  package var services: [String] = []
  /// Whether rows that repeat another in every field are counted and reported.
  package var countsRepeats = false
  /// Rows may have neither value nor price; nil: no.
  package var mayLackMoney: Bool?
  /// How its rows find their weeks, where that was decided before they became rows.
  package var weekWords: String?
  // What was added later is optional, so that specs saved before can be read.
  /// What stands around the rows; nil: one header row and nothing else.
  package var shape: FileShape?
  /// Fields that are the same on every row and in no column: `site: "NATIONAL"`.
  package var constants: [SalesField: String]?
  /// Figures that are not written as we keep them: thousands, cents, other signs.
  package var scaling: [SalesField: Scaling]?
  /// Codes that mean “not promoted” where feature and display columns hold codes; any other code means yes.
  package var unpromoted: [String]?
  /// Words that mark a row as a return, in the column `returned`.
  package var returnWords: [String]?
  /// What a new banner or region is called: `Client {code}`.
  package var parentTitle: String?
  /// What happens where a total printed in the file is not that of its rows; nil: the file is refused.
  package var totals: TotalsRule?

  package enum TotalsRule: String, Choice { case refuse, accept }

  package init(
    name: String, title: String, notes: String, source: Source, columns: [String: SalesField], week: WeekRule,
    category: String
  ) {
    self.name = name
    self.title = title
    self.notes = notes
    self.source = source
    self.columns = columns
    self.week = week
    self.category = category
  }

  var readerOptions: DelimitedReader.Options {
    let delimiter: Delimiter? =
      switch separator {
      case .comma: .comma
      case .semicolon: .semicolon
      case .tab: .tab
      case .pipe: .pipe
      case nil: nil
      }
    return DelimitedReader.Options(delimiter: delimiter, encoding: encoding == .utf8 ? .utf8 : .windows1252)
  }

  var numberStyle: NumberStyle { numbers.style }

  /// The measures that its rows can know.
  var measures: [Measure] {
    let fields = Set(columns.values).union(shape?.crosstab?.figures ?? [])
    var found: [Measure] = [.units]
    let hasPrice = fields.contains(.price) || pricePattern != nil
    if fields.contains(.value) || hasPrice { found.append(.value) }
    if hasPrice, keepsPrice { found.append(.price) }
    if fields.contains(.basePrice) { found.append(.basePrice) }
    if !fields.isDisjoint(with: [.feature, .display, .priceCut, .promotion]) { found.append(.flags) }
    if fields.contains(.promotedShare) { found.append(.promotedShare) }
    if fields.contains(.acv) { found.append(.acv) }
    if fields.contains(.cost) || fields.contains(.unitCost) { found.append(.cost) }
    if countsLines { found.append(.lines) }
    return found
  }

  /// A price stands for one row; where rows are added up or spread, price is value by units.
  var keepsPrice: Bool { grain == .week && !week.meaning.isSpread }
  /// Rows and facts are not the same number.
  var countsLines: Bool { grain == .sumIntoWeek || week.meaning.isSpread }
}
