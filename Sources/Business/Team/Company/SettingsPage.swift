import Blueprint
import Kernel

/// What the template `company-settings` places.
struct SettingsPage: Sendable {
  let title: String
  let facts: [Fact]

  static func page(_ company: Company, _ visit: Visit) async throws -> Page {
    let calendar = company.calendar
    var facts = [
      Fact(label: "Currency", text: company.currency.code),
      Fact(label: "Fiscal calendar", text: Company.words(calendar.pattern)),
      Fact(label: "Year begins in", text: DisplayNumber.month(calendar.startMonth)),
      Fact(label: "Weeks end on", text: Words.title(WeekEnding(calendar.weekEnding).rawValue)),
    ]
    if calendar.startMonth > 1 {
      facts.append(
        Fact(label: "A year is named", text: calendar.naming == .byStart ? "by its beginning" : "by its end"))
    }
    let page = SettingsPage(title: company.name.isEmpty ? "Your company" : company.name, facts: facts)
    return Page("company-settings", title: "Settings", section: "settings", page)
  }

  static let template = Template(
    "company-settings",
    #"""
    <div class="head"><div class="head__text"><h1>{{title}}</h1><p class="sentence">Money and calendar of every figure, for everybody.</p></div>
    <div class="actions"><a class="button button--primary" href="/settings/edit">Change</a></div></div>
    <dl class="facts">{{#facts}}<dt>{{label}}</dt><dd>{{text}}</dd>{{/facts}}</dl>
    """#)
}
