import Files
import Testing

struct UploadNameTests {
  @Test(arguments: [
    ("../../etc/passwd", "passwd"), ("C:\\x\\y.csv", "y.csv"), ("a\0b\n.csv", "ab.csv"), ("", "upload"),
    ("..", "upload"),
    ("/", "upload"), (".htaccess", "htaccess"), ("-rf.csv", "rf.csv"), ("sell out Q1.csv", "sell out Q1.csv"),
    ("żółć.csv", "żółć.csv"), ("a<b>|c?.csv", "abc.csv"), ("x\u{202e}vsc.exe", "xvsc.exe"),
    ("x.csv. ", "x.csv"),
    ("\0", "upload"), ("   ", "upload"),
  ])
  func `an upload's name is its last part without harm`(raw: String, expected: String) {
    #expect(UploadName.sanitised(raw) == expected)
  }

  @Test func `a long name keeps its ending`() {
    let name = UploadName.sanitised(String(repeating: "é", count: 5_000) + ".csv")
    #expect(name.utf8.count <= 200 && name.hasSuffix("é.csv"))
  }
}
