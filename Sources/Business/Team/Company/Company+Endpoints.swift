package import Blueprint
import Kernel
import Storage

extension Company {
  /// Changes what is given; every figure by week or period follows the new calendar at once.
  package static func change(_ change: Change, _ context: Context) async throws -> Company {
    try await context.write { db in
      let old = try current(db), new = try old.changed(by: change)
      guard new != old else { return old }
      try new.save(db)
      try context.publish(wasChanged, id, before: old, after: new, db)
      return new
    }
  }

  static let endpoints: [Endpoint] = [
    Endpoint(.get, "/settings", "The company's settings", allow: .admin) { (_: NoInput, context) in
      try await context.read { try current($0) }
    }.page(SettingsPage.page),
    Endpoint(.patch, "/settings", "Change the company's settings", allow: .admin) {
      (input: Change, context) in
      try await change(input, context)
    }.form(form),
  ]

  private static let form = Form(
    at: "/settings/edit", "Company settings", submit: "Save settings", section: "settings",
    fields: [.init("name", "Company", required: true, autocomplete: "organization")] + calendarFields + [
      .choice(
        "yearEnd", "The year closes on the week-ending day", FiscalCalendar.YearEnd.self,
        hint: "Nearest to the end of its last month, or the last one in it. For years of whole weeks."),
      .choice(
        "naming", "A year is named after", FiscalCalendar.Naming.self,
        hint: "The calendar year in which it starts, or in which it ends."),
    ],
    done: { _, _ in "/settings" },
    initial: { _, context in
      let company = try await context.read { try current($0) }
      return [
        "name": company.name, "currency": company.currency.code, "pattern": company.calendar.pattern.rawValue,
        "startMonth": String(company.calendar.startMonth), "yearEnd": company.calendar.yearEnd.rawValue,
        "weekEnding": WeekEnding(company.calendar.weekEnding).rawValue,
        "naming": company.calendar.naming.rawValue,
      ]
    })

  /// Money and calendar, as the first run and the settings ask for them.
  static let calendarFields: [Form.Field] = [
    .init(
      "currency", "Currency", hint: "Three letters, such as EUR. Sums over accounts are shown in it.",
      required: true),
    .init(
      "pattern", "Fiscal calendar",
      .choice { _ in FiscalCalendar.Pattern.allCases.map { .init($0.rawValue, words($0)) } },
      hint: "How your company cuts a year into weeks and periods.", required: true),
    .init(
      "startMonth", "First month of the year", .choice { _ in months }, hint: "ISO years begin in January.",
      required: true),
    .choice(
      "weekEnding", "Weeks end on", WeekEnding.self,
      hint: "The day that closes a sales week. ISO weeks end on Sunday.",
      required: true),
  ]

  static func words(_ pattern: FiscalCalendar.Pattern) -> String {
    switch pattern {
    case .isoWeeks: "ISO weeks and years"
    case .weeks454: "4-5-4 weeks (retail)"
    case .weeks445: "4-4-5 weeks"
    case .weeks544: "5-4-4 weeks"
    case .calendarMonths: "Calendar months"
    }
  }

  static let months: [Form.Option] = zip(
    1...12,
    [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
      "November",
      "December",
    ]
  ).map { Form.Option(String($0), $1) }
}
