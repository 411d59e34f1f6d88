import Blueprint
import Kernel

/// What the template `today` places: the first of the queue, and below it what other capabilities show of the day.
struct TodayView: Sendable {
  let title = "Today"
  let dayText: String
  let answer: String
  let queue: QueueView
  let moreLabel: String?
  let panels: [String]

  init(_ queue: StepQueue, _ panels: [String], _ visit: Visit) {
    dayText = DisplayNumber.day(visit.context.today)
    answer = QueueView.sentence(queue)
    self.queue = QueueView(queue, visit)
    moreLabel = queue.count > queue.lines.count ? "All \(queue.count)" : nil
    self.panels = panels
  }

  static let template = Template(
    "today",
    #"""
    {{! The day's desk. Context: see TodayView. }}<div class="head"><div class="head__text"><h1>{{title}}</h1><p class="sentence">{{dayText}}</p></div></div>
    <section class="panel" aria-labelledby="queue-heading"><div class="panel__head"><h2 id="queue-heading">What to do next</h2><div class="actions">{{#moreLabel}}<a href="/next-steps">{{.}}</a>{{/moreLabel}}</div><p class="panel__about">{{answer}}</p></div>
    {{#queue}}{{> next-step-items}}{{/queue}}</section>
    {{#panels}}{{{.}}}{{/panels}}
    """#)
}
