import Blueprint
import Files
import Kernel

/// Which column of a file holds which field: by the heads that Salesforce, HubSpot and others write, or as somebody says.
struct DealColumns: Sendable {
  enum Field: String, CaseIterable, Sendable {
    case code, name, account, owner, process, stage, amount, currency, opened, close, reason, competitor,
      nextStep,
      leadSource, note, product

    /// Heads by which it is recognised, folded, without blanks and signs; better ones first.
    var heads: [String] {
      switch self {
      case .code: ["opportunityid", "dealid", "externalid", "recordid", "id", "code"]
      case .name: ["opportunityname", "dealname", "name", "deal", "opportunity", "title", "subject"]
      case .account: ["accountname", "account", "associatedcompany", "companyname", "company", "customer"]
      case .owner:
        ["opportunityowner", "dealowner", "owneremail", "owner", "salesagent", "salesrep", "assignedto"]
      case .process: ["pipeline", "recordtype", "process"]
      case .stage: ["stagename", "dealstage", "stage", "status"]
      case .amount: ["amount", "dealamount", "closevalue", "value", "dealvalue"]
      case .currency: ["currencyisocode", "amountcurrency", "dealcurrency", "currency"]
      case .opened: ["createddate", "createdate", "engagedate", "dateopened", "opened", "created"]
      case .close: ["closedate", "expectedclosedate", "close", "closes", "closed"]
      case .reason: ["closedlostreason", "lossreason", "closedwonreason", "reason"]
      case .competitor: ["competitor", "maincompetitors", "competitors"]
      case .nextStep: ["nextstep"]
      case .leadSource: ["leadsource", "originalsource", "originaltrafficsource"]
      case .note: ["description", "dealdescription", "note", "notes"]
      case .product: ["productname", "product", "lineitem"]
      }
    }
  }

  let header: [String]
  private let places: [Int?]
  /// The company's own fields that the file has columns for, and where.
  let own: CustomColumns?
  private let ownPlaces: [String: Int]

  /// `mapping` names the head of a field where it is called otherwise.
  init(
    _ header: [String], _ mapping: [String: String], own: CustomColumns? = nil
  ) throws(DealImportRefusal) {
    self.header = header
    let keys = header.map(DealColumns.key)
    var places = [Int?](repeating: nil, count: Field.allCases.count)
    for (place, field) in Field.allCases.enumerated() {
      if let head = mapping[field.rawValue] {
        guard let found = keys.firstIndex(of: DealColumns.key(head)) else {
          throw .mappedColumnMissing(field: field.rawValue, head: head, header)
        }
        places[place] = found
      } else {
        places[place] = field.heads.lazy.compactMap { keys.firstIndex(of: $0) }.first
      }
    }
    let ownNames = own?.fields.map { "field.\($0.key)" } ?? []
    for name in mapping.keys.sorted() where Field(rawValue: name) == nil && !ownNames.contains(name) {
      throw .unknownField(name, Field.allCases.map(\.rawValue) + ownNames)
    }
    self.places = places
    var ownPlaces: [String: Int] = [:]
    for field in own?.fields ?? [] {
      let name = "field.\(field.key)", heads = [name, field.key, field.name].map(DealColumns.key)
      if let head = mapping[name] {
        guard let found = keys.firstIndex(of: DealColumns.key(head)) else {
          throw .mappedColumnMissing(field: name, head: head, header)
        }
        ownPlaces[name] = found
      } else {
        ownPlaces[name] = keys.indices.first { heads.contains(keys[$0]) && !places.contains($0) }
      }
    }
    self.ownPlaces = ownPlaces
    self.own = own?.narrowed { ownPlaces[$0] != nil }
    guard has(.stage) else { throw .columnMissing("stage", header) }
    guard has(.code) || has(.name) else { throw .columnMissing("code", header) }
  }

  func has(_ field: Field) -> Bool { places[DealColumns.index(field)] != nil }

  func text(_ field: Field, _ record: borrowing Record) -> String? {
    guard let place = places[DealColumns.index(field)], place < record.count else { return nil }
    let found = record[place].trimmed
    return found.isEmpty ? nil : found.text
  }

  /// What a row says in the company's own fields.
  func ownValues(_ record: borrowing Record) throws(CustomFieldRefusal) -> [ID<CustomField>: CustomValue] {
    guard let own, !own.fields.isEmpty else { return [:] }
    var texts: [String: String] = [:]
    for (name, place) in ownPlaces where place < record.count { texts[name] = record[place].trimmed.text }
    return try own.read { texts[$0] }
  }

  /// Which field each column was taken for, for the reader.
  var taken: [(field: String, head: String)] {
    standard + ownPlaces.sorted { $0.key < $1.key }.map { ($0.key, header[$0.value]) }
  }

  private var standard: [(field: String, head: String)] {
    Field.allCases.enumerated().compactMap { place, field in
      places[place].map { (field.rawValue, header[$0]) }
    }
  }

  private static func index(_ field: Field) -> Int { indices[field] ?? 0 }
  private static let indices = Dictionary(
    uniqueKeysWithValues: Field.allCases.enumerated().map { ($1, $0) })

  /// `Close Date` and `close_date` are one head.
  static func key(_ head: String) -> String { SearchKey.fold(head).filter { $0.isLetter || $0.isNumber } }
}
