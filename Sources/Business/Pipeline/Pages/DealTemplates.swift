import Blueprint

/// The template of a deal's page.
enum DealTemplates {
  static let deal = Template(
    "deal",
    #"""
    {{> record-head}}
    <p class="answer">{{answer}}</p>
    {{> tiles}}
    {{#canMove}}<form class="toolbar" method="post" action="{{moveAction}}" aria-label="Move to another stage"><input type="hidden" name="csrf" value="{{csrf}}"><div class="field"><label for="deal-stage">Stage</label><select id="deal-stage" name="stage">{{#stages}}<option value="{{value}}"{{#isSelected}} selected{{/isSelected}}>{{label}}</option>{{/stages}}</select></div><button class="button">Move</button><a href="{{moveHref}}">Move with a day or a reason</a></form>{{/canMove}}
    {{#note}}<p class="sentence">{{.}}</p>{{/note}}
    <div class="columns gap-top"><div>
    <section class="panel" id="lines" aria-labelledby="lines-heading"><div class="panel__head"><h2 id="lines-heading">Lines</h2><div class="actions"><a href="{{lineHref}}">Add a line</a></div></div>
    {{#hasLines}}<div class="table-box" tabindex="0" role="group" aria-label="Lines"><table class="table"><caption class="sr-only">Lines</caption><thead><tr><th scope="col">What</th><th scope="col" class="is-end">Quantity</th><th scope="col" class="is-end">Price</th><th scope="col" class="is-end">Amount</th><th scope="col"><span class="sr-only">Remove</span></th></tr></thead><tbody>{{#lines}}<tr><th scope="row">{{name}}</th><td class="is-end">{{quantity}}</td><td class="is-end">{{price}}</td><td class="is-end">{{amount}}</td><td class="is-end"><form method="post" action="{{action}}"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="_method" value="DELETE"><button class="button button--quiet">Remove</button></form></td></tr>{{/lines}}</tbody><tfoot><tr><td>Total</td><td></td><td></td><td class="is-end">{{total}}</td><td></td></tr></tfoot></table></div>{{/hasLines}}
    {{^hasLines}}<p class="table__note">The amount was written by hand. With lines, it is their sum.</p>{{/hasLines}}</section>
    <section class="panel" id="qualification" aria-labelledby="qualification-heading"><div class="panel__head"><h2 id="qualification-heading">What we know (MEDDICC)</h2><p class="panel__about">{{score}}: two for what is confirmed, one for what is partly known. It does not move the chance.</p></div>
    <div class="table-box" tabindex="0" role="group" aria-label="Qualification"><table class="table"><caption class="sr-only">Qualification</caption><thead><tr><th scope="col">Element</th><th scope="col">Known</th><th scope="col">Evidence</th></tr></thead><tbody>{{#letters}}<tr><th scope="row"><a href="{{href}}">{{name}}</a><span class="cell__sub">{{question}}</span></th><td><span class="badge badge--{{tone}}">{{state}}</span></td><td>{{evidence}}<span class="cell__sub">{{by}}</span></td></tr>{{/letters}}</tbody></table></div></section>
    {{#panels}}
    {{> panel}}
    {{/panels}}
    <section class="panel" id="history" aria-labelledby="states-heading"><div class="panel__head"><h2 id="states-heading">What was said of it, and when</h2></div>{{#states}}{{> table}}{{/states}}</section>
    </div><aside class="columns__side" aria-label="Chance and history">
    {{#hasOwnFields}}<section class="panel" id="fields" aria-labelledby="fields-heading"><div class="panel__head"><h2 id="fields-heading">Fields of our own</h2></div>{{{ownFields}}}</section>{{/hasOwnFields}}
    <section class="panel" aria-labelledby="happened-heading"><div class="panel__head"><h2 id="happened-heading">What happened</h2></div>{{#timeline}}{{> timeline}}{{/timeline}}</section>
    </aside></div>
    """#)
}
