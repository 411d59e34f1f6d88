package import Blueprint
import Catalog

/// How close we are to the people of an account, who of them listens to whom, and what hangs on one person.
package let relationshipsCapability = Capability(
  "relationships", migrations: RelationshipTables.migrations, endpoints: AccountRelationships.endpoints,
  panels: [
    Panel(on: "account", "Relationships", "/accounts/{id}/relationships", order: 41),
    Panel(on: "deal", "Ways in", "/deals/{id}/referrals", order: 30),
    Panel(on: "person", "Strength", "/people/{id}/strength", inline: true, order: 5),
  ],
  chores: [RelationshipClock.chore], nextSteps: RelationshipSteps.all)
