import Blueprint

/// The pages of analyses: pieces of the web's own templates, put together.
enum AnalysisTemplates {
  static let all = [analysis, panel, list]

  private static let analysis = Template(
    "analysis",
    """
    {{! A question to the figures and its answer. Context: see AnalysisView. }}<div id="analysis"><div class="head">
    <div class="head__text"><h1>{{title}}</h1><p class="sentence">{{sentence}}</p></div><div class="actions">
    {{#alertHref}}<a class="button" href="{{.}}">Watch it</a>{{/alertHref}}
    <a class="button" href="{{csvHref}}" download>CSV</a><a class="button" href="{{workbookHref}}" download>Excel</a>
    <a class="button button--primary" href="{{saveHref}}">Save analysis</a></div></div>
    <form class="ask" method="get" action="/analysis" hx-get="/analysis" hx-trigger="change" hx-select="#analysis"
    hx-target="#analysis" hx-swap="outerHTML" hx-push-url="true" aria-label="Question">
    <div class="ask__row">{{#selects}}<label for="{{id}}">{{label}} <select class="pick" id="{{id}}" name="{{name}}">
    {{#options}}<option value="{{value}}"{{#isSelected}} selected{{/isSelected}}>{{label}}</option>{{/options}}
    </select></label>{{/selects}}
    <label for="ask-where">Filter <input class="input" id="ask-where" name="where" autocomplete="off"
    placeholder="category=Snacks"></label><button class="button" type="submit">Show</button></div>
    {{#hasChips}}<div class="chips">{{#chips}}<span class="chip">{{text}}<input type="hidden" name="where"
    value="{{value}}"><a href="{{removeHref}}" aria-label="{{removeLabel}}"><svg class="icon" aria-hidden="true">
    <use href="/assets/vendor/icons.svg#x"/></svg></a></span>{{/chips}}</div>{{/hasChips}}
    <details class="more"><summary><svg class="icon" aria-hidden="true">
    <use href="/assets/vendor/icons.svg#chevron-right"/></svg>More</summary><div class="ask__row">
    {{#more}}<label for="{{id}}">{{label}} <select class="pick" id="{{id}}" name="{{name}}">
    {{#options}}<option value="{{value}}"{{#isSelected}} selected{{/isSelected}}>{{label}}</option>{{/options}}
    </select></label>{{/more}}{{#inputs}}<label for="{{id}}">{{label}} <input class="input" id="{{id}}" name="{{name}}"
    type="{{type}}" value="{{value}}" autocomplete="off"></label>{{/inputs}}</div></details></form>
    {{#hasWarnings}}{{#warnings}}<div class="note note--watch"><svg class="icon" aria-hidden="true">
    <use href="/assets/vendor/icons.svg#alert-triangle"/></svg><div class="note__body">{{.}}</div></div>{{/warnings}}
    {{/hasWarnings}}
    {{#isEmpty}}<div class="empty"><svg class="icon" aria-hidden="true">
    <use href="/assets/vendor/icons.svg#file-spreadsheet"/></svg><h2>No figures to show</h2><p>{{emptyText}}</p>
    <div class="actions"><a class="button button--primary" href="/sales/imports/new">Import a sales file</a>
    <a class="button" href="/analysis">Start anew</a></div></div>{{/isEmpty}}
    {{^isEmpty}}{{#answer}}<p class="answer">{{.}}</p>{{/answer}}
    <div class="{{#isSmall}}smalls{{/isSmall}}">{{#pictures}}{{> chart}}{{/pictures}}</div>
    {{#grid}}{{> table}}{{/grid}}
    <p class="foot">{{throughText}}</p>
    <details class="more"><summary><svg class="icon" aria-hidden="true">
    <use href="/assets/vendor/icons.svg#chevron-right"/></svg>What the figures mean</summary><dl class="facts">
    {{#definitions}}<dt><a href="/metrics-dictionary/{{id}}">{{name}}</a></dt><dd>{{value}} Formula: {{label}}.</dd>
    {{/definitions}}</dl></details>{{/isEmpty}}</div>
    """)

  private static let panel = Template(
    "analysis-panel",
    """
    {{! A saved analysis within a dashboard. Context: see AnalysisPanelView. }}<div class="panel__body">
    {{#isEmpty}}<p class="muted">{{emptyText}}</p>{{/isEmpty}}{{^isEmpty}}{{#answer}}<p class="answer">{{.}}</p>{{/answer}}
    {{#picture}}{{> chart}}{{/picture}}{{#grid}}{{> table}}{{/grid}}<p class="foot">{{throughText}}</p>{{/isEmpty}}
    <p><a href="{{href}}">Open {{title}}</a></p></div>
    """)

  private static let list = Template(
    "analyses",
    """
    {{! Saved things with what can be done to each. Context: see SavedListView. }}<div class="head">
    <div class="head__text"><h1>{{title}}</h1><p class="sentence">{{sentence}}</p></div><div class="actions">
    {{#links}}<a class="button" href="{{href}}">{{label}}</a>{{/links}}
    {{#action}}<a class="button button--primary" href="{{href}}">{{label}}</a>{{/action}}</div></div>
    {{^hasRows}}<div class="empty"><h2>{{emptyTitle}}</h2><p>{{emptyText}}</p><div class="actions">
    {{#action}}<a class="button button--primary" href="{{href}}">{{label}}</a>{{/action}}</div></div>{{/hasRows}}
    {{#hasRows}}<div class="table-box" tabindex="0" role="group" aria-label="{{title}}"><table class="table">
    <caption class="sr-only">{{title}}</caption><thead><tr>{{#heads}}<th scope="col">{{.}}</th>{{/heads}}
    <th scope="col"><span class="sr-only">Delete</span></th></tr></thead>
    <tbody>{{#rows}}<tr><th scope="row"><a href="{{href}}">{{name}}</a></th>{{#cells}}<td>{{.}}</td>{{/cells}}
    <td>{{#removeHref}}<form method="post" action="{{.}}"><input type="hidden" name="csrf" value="{{csrf}}">
    <input type="hidden" name="_method" value="DELETE"><button class="button button--quiet" data-confirm="{{question}}">
    Delete</button></form>{{/removeHref}}</td></tr>{{/rows}}</tbody></table></div>{{/hasRows}}
    {{#hasSecond}}<h2>{{secondTitle}}</h2>{{#second}}{{> table}}{{/second}}{{/hasSecond}}
    """)
}
