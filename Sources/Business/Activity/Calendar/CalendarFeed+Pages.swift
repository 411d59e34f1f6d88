import Blueprint
import Kernel
import People
import Secrets
import Team

extension CalendarFeed {
  static func page(_ state: FeedState, _ visit: Visit) -> Page {
    let make = SectionsView.Deed(
      state.isOn ? "Make a new address" : "Make an address", "/calendar-feed", csrf: visit.formToken,
      css: "button--primary", asking: state.isOn ? "The old address stops working. Make a new one?" : "")
    let end = SectionsView.Deed(
      "End it", "/calendar-feed", csrf: visit.formToken, css: "button--danger",
      asking: "The calendar can't be read any more then. End it?", [("_method", "delete")])
    return SectionsView(
      title: "Your calendar",
      sentence: "Meetings, visits, calls and what is due, for subscribing to from a calendar program.",
      [
        .init(
          "feed", "Address",
          about: "Whoever knows the address can read the calendar: keep it to yourself. It is shown once.",
          body: "<p>\(state.isOn ? "An address is in use." : "There is no address yet.")</p>",
          deeds: state.isOn ? [make, end] : [make])
      ]
    ).page(title: "Your calendar", section: "activity", crumbs: [.init("Activity", "/interactions")], visit)
  }

  static func shown(_ feed: CalendarFeed, _ visit: Visit) -> Page {
    SectionsView(
      title: "Your calendar's address", sentence: "Copy it now: it is shown this once.",
      [
        .init(
          "address", "Address", about: "Put the address of this server in front, then subscribe to it.",
          body:
            "<p class=\"token\"><input readonly aria-label=\"Address\" value=\"\(HTML.escaped(feed.address))\"></p>"
        )
      ]
    ).page(
      title: "Your calendar's address", section: "activity",
      crumbs: [.init("Your calendar", "/calendar-feed")], visit)
  }
}
