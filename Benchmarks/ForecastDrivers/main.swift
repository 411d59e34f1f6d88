// forecast-drivers juice FILE WEEKS.csv WEEK...   orange juice from each first week on, 8 weeks
// forecast-drivers slow FILE HORIZON              slow movers of the VN1 file
// forecast-drivers tree                           reconciliation of 2,331 nodes
let words = CommandLine.arguments.dropFirst()
switch (words.first, Array(words.dropFirst())) {
case ("juice", let rest) where rest.count >= 3:
  let juice = try OrangeJuice(rest[0], calendar: rest[1])
  for week in rest[2...] { try juice.report(firstWeek: whole(week), horizon: 8) }
case ("slow", let rest) where rest.count == 2:
  try SlowRange(SlowRange.vn1(rest[0]), horizon: whole(rest[1])).report()
case ("tree", _): try reportTree()
default: print("forecast-drivers juice FILE WEEKS.csv WEEK... | slow FILE HORIZON | tree")
}
