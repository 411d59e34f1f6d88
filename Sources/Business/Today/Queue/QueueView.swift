import Blueprint
import Kernel

/// What the template `next-steps` places: the queue, as a page or as a piece of an account's page.
struct QueueView: Sendable {
  struct Tab: Sendable {
    let label: String
    let href: String
    let isCurrent: Bool
  }

  /// A step in words, with what can be done about it.
  struct Item: Sendable {
    let title: String
    let href: String
    /// Whether it is read elsewhere than on its account's own page, which need not say whose it is.
    let isElsewhere: Bool
    let account: String
    let accountHref: String
    let source: String
    let reason: String
    let worth: String
    let currency: String
    let stake: String
    let stakeWords: String
    let chance: String
    let chanceWords: String
    let urgency: String
    let urgencyWords: String
    let handedOnBy: String?
    let remedyLabel: String?
    let remedyHref: String?
    let handOnHref: String
    let key: String
    let back: String
    let csrf: String
  }

  let title: String?
  let sentence: String
  let tabs: [Tab]
  let hasTabs: Bool
  let items: [Item]
  let hasItems: Bool
  let quietText: String
  let awayText: String?
  /// Where the rest stands, for a piece of a page that shows only the first.
  let rest: Rest?
  let foot: String

  struct Rest: Sendable {
    let label: String
    let href: String
  }

  /// As many steps as a piece of another page shows.
  static let fewest = 3
  /// As many as the page of all shows before it is asked for the rest.
  static let most = 50

  init(_ queue: StepQueue, _ visit: Visit) {
    title = visit.isFragment ? nil : "Next steps"
    sentence = Self.sentence(queue)
    let address = "/next-steps"
    tabs =
      queue.hasOwn && !visit.isFragment
      ? [
        Tab(label: "My accounts", href: "\(address)?mine=true", isCurrent: queue.isMine),
        Tab(label: "All I may see", href: "\(address)?mine=false", isCurrent: !queue.isMine),
      ] : []
    hasTabs = !tabs.isEmpty
    let isPiece = visit.isFragment && visit.path.hasSuffix(address)
    let isLong = visit.path == address && !visit.query.contains("limit=")
    let lines = isPiece ? queue.lines.prefix(Self.fewest) : queue.lines.prefix(isLong ? Self.most : .max)
    items = lines.map { Item($0, visit, back: visit.isFragment ? Self.host(visit.path) : visit.path) }
    rest =
      lines.count < queue.count && (isPiece || isLong)
      ? Rest(label: "All \(queue.count) steps", href: isPiece ? visit.path : Self.whole(visit)) : nil
    hasItems = !items.isEmpty
    quietText =
      queue.isSearching
      ? "Nothing yet. The figures are being searched for gaps, voids and changes; what they ask for will stand here."
      : "Nothing waits: no deal stands still, no promise is late, and no figure asks for a look."
    awayText = Self.awayText(queue.away)
    foot =
      "Worth = stake × chance × urgency. Urgency is 100 % when due, and halves for every 30 days left; 25 % where no "
      + "day presses."
  }

  private static func whole(_ visit: Visit) -> String {
    "\(visit.path)?\(visit.query.isEmpty ? "" : "\(visit.query)&")limit=1000"
  }

  /// The record's page on which a piece stands.
  private static func host(_ path: String) -> String {
    path.hasSuffix("/next-steps") ? String(path.dropLast("/next-steps".count)) : path
  }

  static func sentence(_ queue: StepQueue) -> String {
    guard let first = queue.worth.first, queue.count > 0 else { return "" }
    let whole = queue.count == 1 ? "One step is worth" : "\(queue.count) steps are worth"
    let top = queue.lines.prefix(3).filter { $0.worth.currency == first.currency }.reduce(0) {
      $0 + $1.worth.minor
    }
    let share = BasisPoints(top, of: first.minor)
    let tail =
      queue.count > 3 ? share.map { "; the first three are \($0.formatted(decimals: 0)) of it" } ?? "" : ""
    return
      "\(whole) \(DisplayNumber.decimal(first.minor, scale: first.currency.decimals, decimals: 0)) \(first.currency.code)\(tail)."
  }

  static func awayText(_ count: Int) -> String? {
    switch count {
    case 0: nil
    case 1: "One step is done, put off or handed on."
    default: "\(count) steps are done, put off or handed on."
    }
  }
}

extension QueueView.Item {
  init(_ line: StepQueue.Line, _ visit: Visit, back: String) {
    title = line.title
    href = line.evidence
    isElsewhere = !visit.path.hasPrefix("/accounts/")
    account = line.accountName
    accountHref = "/accounts/\(line.account)"
    source = line.sourceTitle
    reason = line.reason
    worth = DisplayNumber.decimal(line.worth.minor, scale: line.worth.currency.decimals, decimals: 0)
    currency = line.worth.currency.code
    stake =
      "\(DisplayNumber.decimal(line.stake.minor, scale: line.stake.currency.decimals, decimals: 0)) \(line.stake.currency.code)"
    stakeWords = line.stakeWords
    chance = line.chance.formatted(decimals: 0)
    chanceWords = line.chanceWords
    urgency = line.urgency.formatted(decimals: 0)
    urgencyWords = line.due.map { Self.words(due: $0, on: visit.context.today) } ?? "no day presses"
    handedOnBy = line.handedOnBy
    remedyLabel = line.remedyLabel
    remedyHref = line.remedyHref
    handOnHref = "/next-steps/delegations/new?step=\(line.key)"
    key = line.key
    self.back = back
    csrf = visit.formToken
  }

  private static func words(due: Day, on today: Day) -> String {
    let left = due.ordinal - today.ordinal
    return switch left {
    case 0: "due today"
    case 1: "due tomorrow"
    case 2...: "due in \(left) days"
    case -1: "late since yesterday"
    default: "\(-left) days late"
    }
  }
}

extension QueueView {
  static let template = Template(
    "next-steps",
    #"""
    {{! The queue. Context: see QueueView. }}{{#title}}<div class="head"><div class="head__text"><h1>{{.}}</h1><p class="sentence">{{sentence}}</p></div><div class="actions"><a class="button" href="/digests">Digests</a></div></div>{{/title}}
    {{#hasTabs}}<nav class="tabs" aria-label="Whose accounts">{{#tabs}}<a href="{{href}}"{{#isCurrent}} aria-current="page"{{/isCurrent}}>{{label}}</a>{{/tabs}}</nav>{{/hasTabs}}
    {{> next-step-items}}
    {{#title}}<p class="foot">{{foot}}</p>{{/title}}
    """#)

  static let items = Template(
    "next-step-items",
    #"""
    {{! Steps with their arithmetic. Context: hasItems, items [see QueueView.Item], quietText, rest? {label, href}, awayText?. }}{{#hasItems}}<ol class="queue">{{#items}}<li class="step">
    <div class="step__what"><p class="step__title"><a href="{{href}}">{{title}}</a></p>
    <p class="step__where">{{#isElsewhere}}<a href="{{accountHref}}">{{account}}</a> · {{/isElsewhere}}{{source}}{{#handedOnBy}} · from {{.}}{{/handedOnBy}}</p>
    <p class="step__reason">{{reason}}</p>
    <dl class="step__sum"><div><dt>stake</dt> <dd>{{stake}}</dd> <dd class="step__why">{{stakeWords}}</dd></div><div><dt>× chance</dt> <dd>{{chance}}</dd> <dd class="step__why">{{chanceWords}}</dd></div><div><dt>× urgency</dt> <dd>{{urgency}}</dd> <dd class="step__why">{{urgencyWords}}</dd></div></dl></div>
    <div class="step__side"><p class="step__worth"><strong>{{worth}}</strong> <span>{{currency}}</span></p>
    <div class="step__do">{{#remedyHref}}<a class="button button--small" href="{{.}}">{{remedyLabel}}</a>{{/remedyHref}}
    <form action="/next-steps/marks" method="post"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="back" value="{{back}}"><input type="hidden" name="step" value="{{key}}">
    <button class="button button--small" name="kind" value="done">Done</button> <button class="button button--small button--quiet" name="kind" value="snoozed">In a week</button> <a class="button button--small button--quiet" href="{{handOnHref}}">Hand on</a></form></div></div>
    </li>{{/items}}</ol>{{/hasItems}}{{^hasItems}}<p class="muted">{{quietText}}</p>{{/hasItems}}
    {{#rest}}<p class="panel__links"><a href="{{href}}">{{label}}</a></p>{{/rest}}{{#awayText}}<p class="table__note">{{.}}</p>{{/awayText}}
    """#)
}
