import Foundation

/// Where the parts of a workbook lie: sheets in their order, texts, formats.
struct WorkbookParts {
  struct Sheet {
    var name: String
    var isHidden: Bool
    var part: String
  }

  private(set) var sheets: [Sheet] = []
  private(set) var strings: String?
  private(set) var styles: String?
  private(set) var countsFrom1904 = false

  init(_ archive: ZipArchive) throws(FileRefusal) {
    try Self.refuseOthers(archive)
    var book = "xl/workbook.xml"
    if archive.has("_rels/.rels") {
      let links = try Self.links("_rels/.rels", from: "", archive)
      book = links.first { $0.kind == "officeDocument" }?.target ?? book
    }
    guard archive.has(book) else { throw .workbook(name: archive.name, fault: .notAWorkbook) }
    if book.hasSuffix(".bin") { throw .workbook(name: archive.name, fault: .binaryFormat) }
    let folder = book.split(separator: "/").dropLast().joined(separator: "/")
    let file = book.split(separator: "/").last ?? ""
    let links = try Self.links("\(folder)/_rels/\(file).rels", from: folder, archive)
    let content = WorkbookContent()
    try XMLStream(try archive.open(book), content).run()
    countsFrom1904 = content.countsFrom1904
    for sheet in content.sheets {
      // Sheets that are charts alone have no cells.
      guard let link = links.first(where: { $0.id == sheet.link }), link.kind == "worksheet" else { continue }
      sheets.append(Sheet(name: sheet.name, isHidden: sheet.isHidden, part: link.target))
    }
    func part(_ kind: String) -> String? { links.first { $0.kind == kind && archive.has($0.target) }?.target }
    (strings, styles) = (part("sharedStrings"), part("styles"))
  }

  private static func refuseOthers(_ archive: ZipArchive) throws(FileRefusal) {
    if archive.has("xl/workbook.bin") { throw .workbook(name: archive.name, fault: .binaryFormat) }
    if archive.has("content.xml"), archive.has("mimetype") {
      throw .workbook(name: archive.name, fault: .openDocument)
    }
    guard archive.has("[Content_Types].xml") else {
      throw .workbook(name: archive.name, fault: .notAWorkbook)
    }
  }

  private static func links(
    _ part: String, from folder: String, _ archive: ZipArchive
  ) throws(FileRefusal) -> [PartLinks.Link] {
    let links = PartLinks(folder: folder)
    try XMLStream(try archive.open(part), links).run()
    return links.links
  }
}

/// What one part refers to.
private final class PartLinks: XMLHandler {
  struct Link {
    let id: String
    /// The last word of its type: the rest differs between editions of the standard.
    let kind: String
    let target: String
  }

  private(set) var links: [Link] = []
  private let folder: String

  init(folder: String) { self.folder = folder }

  override func begin(_ name: XMLName, _ attributes: XMLAttributes) {
    guard name == "Relationship", attributes.text("TargetMode") != "External", links.count < 10_000,
      let id = attributes.text("Id"), let kind = attributes.text("Type"),
      let target = attributes.text("Target")
    else { return }
    links.append(
      Link(id: id, kind: kind.split(separator: "/").last.map(String.init) ?? "", target: resolved(target)))
  }

  private func resolved(_ target: String) -> String {
    let isAbsolute = target.hasPrefix("/")
    var steps = isAbsolute ? [] : folder.split(separator: "/")
    for step in target.split(whereSeparator: { $0 == "/" || $0 == "\\" }) where step != "." {
      if step == ".." { _ = steps.popLast() } else { steps.append(step) }
    }
    return steps.joined(separator: "/")
  }
}

/// The part that lists the sheets.
private final class WorkbookContent: XMLHandler {
  private(set) var sheets: [(name: String, isHidden: Bool, link: String)] = []
  private(set) var countsFrom1904 = false

  override func begin(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == "workbookPr" {
      countsFrom1904 = attributes.isTrue("date1904")
    } else if name == "sheet", sheets.count < 10_000, let title = attributes.text("name"),
      let link = attributes.foreign("id")
    {
      let state = attributes.text("state") ?? "visible"
      sheets.append((title, state != "visible", link))
    }
  }
}
