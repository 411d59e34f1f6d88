import Foundation
import PackagePlugin

/// Puts a target's `Views` (and, for Web, the folder `Assets`) into the program itself, so that one binary is all
/// there is to install.
@main struct EmbedFiles: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let module = target.sourceModule else { return [] }
    var folders = [module.directoryURL.appending(path: "Views")]
    if target.name == "Web" { folders.append(context.package.directoryURL.appending(path: "Assets")) }
    let files = folders.flatMap(Self.files)
    let output = context.pluginWorkDirectoryURL.appending(path: "Embedded.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(files.count) files into \(target.name)",
        executable: try context.tool(named: "embed").url,
        arguments: [output.path()] + folders.map { $0.path() },
        inputFiles: files, outputFiles: [output])
    ]
  }

  static func files(in folder: URL) -> [URL] {
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])
    return (found?.compactMap { $0 as? URL } ?? [])
      .filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true }
      .sorted { $0.path() < $1.path() }
  }
}
