import Statistics

/// Lays leaves out by a tree: what belongs to which part, and what the parts are called.
extension DriverReading {
  /// The ways in which the change can be laid out: by accounts where there are several, by products likewise.
  func splits(_ leaves: [Key: DriverLeaf]) -> [DriverSplit] {
    let accounts = Set(leaves.keys.map { accountParts[$0.holder] ?? $0.holder })
    let products = Set(leaves.keys.map { productParts[$0.product] ?? $0.product })
    var splits: [DriverSplit] = []
    if accounts.contains(where: { $0 != account }) { splits.append(.accounts) }
    if products.contains(where: { $0 != product }) || splits.isEmpty { splits.append(.products) }
    return splits
  }

  func groups(
    _ leaves: [Key: DriverLeaf], by split: DriverSplit, _ method: DriverMethod, step: Int64
  ) -> [(Int32, DriverSums)] {
    var sums: [Int32: DriverSums] = [:]
    for (key, leaf) in leaves {
      let part =
        split == .accounts
        ? accountParts[key.holder] ?? key.holder : productParts[key.product] ?? key.product
      sums[part, default: DriverSums(method, step: step)].add(leaf)
    }
    return sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  func parts(_ groups: [(Int32, DriverSums)], by split: DriverSplit, of whole: Int64) -> [Drivers.Part] {
    let tree = split == .accounts ? accounts : products, root = split == .accounts ? account : product
    return groups.map { number, sums in
      let node = tree.nodes[number], before = Int64(clamping: sums.before),
        after = Int64(clamping: sums.after)
      return Drivers.Part(
        id: number == root ? "" : node?.id ?? "",
        name: number == root ? "Directly at \(node?.name ?? "it")" : node?.name ?? "Not in the tree",
        isProvisional: node?.isProvisional ?? false, before: before, after: after, effects: sums.effects,
        contribution: growthContribution(before: before, after: after, ofWhole: whole))
    }.sorted {
      let (left, right) = ($0.after - $0.before, $1.after - $1.before)
      return (right.magnitude, $0.name, $0.id) < (left.magnitude, $1.name, $1.id)
    }
  }

  func listings(_ leaves: [Key: DriverLeaf], _ standing: DriverLeaf.Standing) -> Drivers.Listings {
    var found: [Int32: (value: Int128, holders: [Int32])] = [:]
    for (key, leaf) in leaves where leaf.standing == standing {
      found[key.product, default: (0, [])].value += leaf.change
      found[key.product, default: (0, [])].holders.append(key.holder)
    }
    let order = found.sorted {
      ($1.value.value.magnitude, $0.key) < ($0.value.value.magnitude, $1.key)
    }
    return Drivers.Listings(
      items: found.count, count: found.values.reduce(0) { $0 + $1.holders.count },
      value: Int64(clamping: found.values.reduce(0) { $0 + $1.value }),
      largest: order.prefix(Drivers.mostListings).map { number, one in
        let product = products.nodes[number], holder = one.holders.min().flatMap { accounts.nodes[$0] }
        return Drivers.Listing(
          product: product?.id ?? "", name: product?.name ?? "Item \(number)", accounts: one.holders.count,
          accountName: holder?.name ?? "", value: Int64(clamping: one.value))
      })
  }

  var places:
    (
      account: Drivers.Place?, product: Drivers.Place?, accountPath: [Drivers.Place],
      productPath: [Drivers.Place]
    )
  {
    func path(_ tree: DriverTree, _ number: Int32?) -> [Drivers.Place] {
      number.map { tree.path(to: $0).map { Drivers.Place(id: $0.id, name: $0.name) } } ?? []
    }
    let above = path(accounts, account), over = path(products, product)
    return (above.last, over.last, Array(above.dropLast()), Array(over.dropLast()))
  }
}
