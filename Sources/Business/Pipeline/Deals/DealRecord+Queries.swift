package import Blueprint
package import Kernel
package import Storage

extension DealRecord {
  package static func find(_ id: ID<Deal>, for actor: Actor, _ db: Connection) throws -> DealRecord {
    let company = try Deal.companyCurrency(db)
    let found = try db.first(
      """
      SELECT \(Deal.columns), a.name, o.name \(Deal.from) LEFT JOIN users o ON o.id = d.owner_id
      WHERE d.id = \(id) AND \(Deal.visible(to: actor))
      """
    ) { row in
      let width = Deal.fields.count
      return (
        deal: try Deal(row, company: company), account: try row.textOrNil(width),
        owner: try row.textOrNil(width + 1)
      )
    }
    guard let found else { throw DealRefusal.notThere }
    let deal = found.deal, chance = try deal.chance(db)
    return DealRecord(
      deal: deal, accountName: found.account, ownerName: found.owner,
      process: try DealProcess.find(deal.process, db), lines: try DealLine.of(id, db),
      qualification: try Qualification.of(id, db), states: try DealState.of(id, db),
      odds: try StageOdds.all(db)[deal.stage], chance: chance, weighted: deal.value.map { chance.of($0) },
      fields: try CustomRecord.of(id, Deal.ownFields, db))
  }
}
