import Blueprint
import Foundation
import Kernel
import Storage
import Synchronization

/// Pages as they were last drawn for somebody, shown again until anything is saved.
///
/// Going back to a page, or eight tabs with one page, costs its drawing once. A page is of the state of the database
/// before it was drawn: any commit, this program's or another's, makes it old, so an edit is seen by the next look.
/// What pages show besides (how long ago something was, files in a folder) may be as old as `longest`.
final class KeptPages: Sendable {
  /// Whose page it is, and which.
  struct Key: Hashable {
    let session: String
    let target: String
    let isFragment: Bool
    let isPacked: Bool
    let today: Day

    /// Nil for somebody who is not signed in.
    init?(_ call: Call, _ visit: Visit) {
      guard visit.context.actor != .nobody, let session = call.request.cookie(Site.cookieName) else {
        return nil
      }
      self.session = session
      target = visit.path + "?" + visit.query
      isFragment = visit.isFragment
      isPacked = call.request.headers["accept-encoding"]?.contains("gzip") == true
      today = visit.context.today
    }
  }

  private struct Kept {
    let state: DatabaseState
    let drawnAt: Date
    let drawing: Task<WebResponse, any Error>
    /// Bytes; nil while it is drawn.
    var size: Int?
    var lastUse: Int
  }

  private struct Shelf {
    var pages: [Key: Kept] = [:]
    var uses = 0
    var size = 0
  }

  /// In seconds.
  static let longest = 30.0
  /// In bytes, of all pages together.
  private let room: Int
  private let shelf = Mutex(Shelf())

  init(room: Int = 8 << 20) { self.room = room }

  /// The page as kept, or drawn now: once, however many ask for it meanwhile.
  func page(
    _ key: Key, at now: Date, as state: DatabaseState,
    draw: @escaping @Sendable () async throws -> WebResponse
  ) async throws -> WebResponse {
    let (drawing, isMine) = shelf.withLock { shelf in
      shelf.uses += 1
      if var kept = shelf.pages[key], kept.state == state,
        (0..<Self.longest).contains(now.timeIntervalSince(kept.drawnAt))
      {
        kept.lastUse = shelf.uses
        shelf.pages[key] = kept
        return (kept.drawing, false)
      }
      let drawing = Task { try await draw() }
      shelf.size -= shelf.pages[key]?.size ?? 0
      shelf.pages[key] = Kept(state: state, drawnAt: now, drawing: drawing, size: nil, lastUse: shelf.uses)
      return (drawing, true)
    }
    guard isMine else { return try await drawing.value }
    let done = await drawing.result
    settle(key, drawing, try? done.get())
    return try done.get()
  }

  /// Only whole pages are kept; the ones least used make room.
  private func settle(_ key: Key, _ drawing: Task<WebResponse, any Error>, _ response: WebResponse?) {
    shelf.withLock { shelf in
      guard var kept = shelf.pages[key], kept.drawing == drawing else { return }
      guard let response, response.status == 200, response.header("set-cookie") == nil,
        case .bytes(let bytes) = response.body, bytes.count <= room / 8
      else {
        shelf.pages[key] = nil
        return
      }
      kept.size = bytes.count
      shelf.pages[key] = kept
      shelf.size += bytes.count
      while shelf.size > room,
        let oldest = shelf.pages.filter({ $0.value.size != nil }).min(by: {
          $0.value.lastUse < $1.value.lastUse
        })
      {
        shelf.size -= oldest.value.size ?? 0
        shelf.pages[oldest.key] = nil
      }
    }
  }
}
