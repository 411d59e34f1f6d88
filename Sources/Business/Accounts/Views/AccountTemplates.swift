import Blueprint

/// The pages of this capability that are neither lists nor forms.
enum AccountTemplates {
  static let all = [record, tree, history, duplicates]

  private static let record = Template(
    "account",
    #"""
    {{> record-head}}
    {{#note}}<p class="answer">{{.}}</p>{{/note}}
    {{> panel-links}}
    <div class="columns gap-top"><div>
    {{#panels}}
    {{> panel}}
    {{/panels}}
    {{#hasCodes}}<section class="panel" aria-labelledby="codes-heading"><div class="panel__head"><h2 id="codes-heading">Codes of sources</h2><div class="actions"><a href="{{codesHref}}">Add a code</a></div></div>{{#codes}}{{> table}}{{/codes}}</section>{{/hasCodes}}
    </div><aside class="columns__side" aria-label="Place in the tree and history">
    <section class="panel" aria-labelledby="tree-heading"><div class="panel__head"><h2 id="tree-heading">Place in the tree</h2><div class="actions"><a href="{{treeHref}}">Whole tree</a></div></div>{{> tree}}{{#moreText}}<p class="muted"><a href="{{moreHref}}">{{.}}</a></p>{{/moreText}}</section>
    {{#hasOwnFields}}<section class="panel" id="fields" aria-labelledby="fields-heading"><div class="panel__head"><h2 id="fields-heading">Fields of our own</h2></div>{{{ownFields}}}</section>{{/hasOwnFields}}
    {{#hasMerges}}<section class="panel" aria-labelledby="merges-heading"><div class="panel__head"><h2 id="merges-heading">Merged into it</h2></div>{{#merges}}<form method="post" action="{{action}}"><input type="hidden" name="csrf" value="{{csrf}}"><p>{{text}} <button class="button">Undo this merge</button></p></form>{{/merges}}</section>{{/hasMerges}}
    <section class="panel" aria-labelledby="history-heading"><div class="panel__head"><h2 id="history-heading">History</h2><div class="actions"><a href="{{historyHref}}">All</a></div></div>{{#timeline}}{{> timeline}}{{/timeline}}</section>
    </aside></div>
    """#)

  private static let tree = Template(
    "account-tree",
    #"""
    <div class="head"><div class="head__text"><h1>{{title}}</h1><p class="sentence">{{sentence}}</p></div></div>
    <section class="panel" aria-label="{{title}}">{{> tree}}</section>
    """#)

  private static let history = Template(
    "account-history",
    #"""
    <div class="head"><div class="head__text"><h1>{{title}}</h1><p class="sentence">{{sentence}}</p></div></div>
    {{#hasParents}}<section class="panel" aria-labelledby="parents-heading"><div class="panel__head"><h2 id="parents-heading">Where it hung</h2></div>{{#parents}}{{> table}}{{/parents}}</section>{{/hasParents}}
    <section class="panel" aria-labelledby="history-heading"><div class="panel__head"><h2 id="history-heading">What happened</h2></div>{{#timeline}}{{> timeline}}{{/timeline}}</section>
    """#)

  private static let duplicates = Template(
    "account-duplicates",
    #"""
    <div class="head"><div class="head__text"><h1>Possible duplicates<small>{{tally}}</small></h1><p class="sentence">{{sentence}}</p></div></div>
    {{#pairs}}<section class="panel"><div class="panel__head"><h2>{{first}} and {{second}}</h2><p class="panel__about">{{about}}</p></div>
    <div class="actions"><a class="button" href="{{firstHref}}">Open {{first}}</a><a class="button" href="{{secondHref}}">Open {{second}}</a>
    <form method="post" action="/accounts/merges"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="kept" value="{{firstId}}"><input type="hidden" name="merged" value="{{secondId}}"><button class="button button--primary">Merge into {{first}}</button></form></div></section>{{/pairs}}
    """#)
}
