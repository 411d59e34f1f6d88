import Blueprint

/// What the pages about deals have in common.
enum PipelinePage {
  static let crumb = Page.Crumb("Pipeline", "/pipeline")

  /// The pages about the pipeline, one beside the other.
  static func tabs(current: String) -> [AnswerPage.Tab] {
    [
      ("Board", "/pipeline"), ("Deals", "/deals?filter=outcome:open"), ("Forecast", "/pipeline/forecast"),
      ("Calibration", "/pipeline/calibration"), ("Then and now", "/pipeline/snapshot"),
      ("Whitespace", "/pipeline/whitespace"),
      ("Prospects", "/pipeline/prospects"), ("Processes", "/pipeline/processes"),
    ].map { .init($0.0, $0.1, isCurrent: $0.1 == current) }
  }
}

extension AnswerPage {
  func page(_ title: String, crumbs: [Page.Crumb] = [PipelinePage.crumb]) -> Page {
    page(title: title, section: "pipeline", crumbs: crumbs)
  }
}
