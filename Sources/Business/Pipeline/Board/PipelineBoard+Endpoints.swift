import Blueprint
import Kernel

extension PipelineBoard {
  static let endpoints: [Endpoint] = [board]

  private static let board = Endpoint(
    .get, "/pipeline", "The pipeline as a board: open deals by stage", allow: .viewer
  ) { (wanted: Wanted, context) in
    try await context.read { try find(wanted, context, $0) }
  }.page(PipelineBoardPage.draw)
}
