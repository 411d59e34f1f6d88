package import Blueprint
import Catalog

/// What happens between us and our accounts: calls, meetings, mails, notes; tasks, promises and decisions.
package let activityCapability = Capability(
  "activity", migrations: ActivityTables.migrations,
  endpoints: Interaction.endpoints + WorkTask.endpoints + Decision.endpoints + ContactWeek.endpoints
    + Capture.endpoints + CalendarFeed.endpoints,
  panels: [
    Panel(on: "account", "Activity", "/accounts/{id}/timeline", order: 42),
    Panel(on: "person", "Activity", "/people/{id}/timeline", inline: true, order: 10),
  ],
  chores: [ActivityClock.chore, Interaction.filling, WorkTask.filling],
  navigation: [
    NavigationEntry(.accounts, "activity", "Activity", "/interactions", icon: "history", order: 40),
    NavigationEntry(
      .desk, "tasks", "Tasks", "/tasks?filter=state:open", icon: "list-check", key: "x", order: 15),
    NavigationEntry(.desk, "contacts", "This week's contacts", "/contacts/week", icon: "calendar", order: 16),
  ],
  searches: [Interaction.search, WorkTask.search], nextSteps: ActivitySteps.all,
  customKinds: [Interaction.ownFields, WorkTask.ownFields])
