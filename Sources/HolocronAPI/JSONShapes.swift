import OrderedCollections

/// The keys of the objects read so far, as a tree: each node stands for the keys on the way to it.
///
/// The rows of a table have the same keys, so a row after the first costs a comparison of bytes for each key, makes
/// no key texts and shares the storage of its keys with all others.
struct JSONShapes {
    static let root = 0
    /// Objects with more keys, and further ones once there are many nodes, are built by themselves.
    private static let mostKeys = 64
    private static let mostNodes = 4096

    private struct Node {
        var parent: Int
        var key: String
        /// As it stands in the text; empty where that has escapes.
        var raw: [UInt8]
        var depth: Int
        var likely: Int?
        var children: [String: Int] = [:]
        var shape: OrderedDictionary<String, Int>?
    }

    private var nodes = [Node(parent: 0, key: "", raw: [], depth: 0, shape: [:])]
    /// The keys of open objects that are built by themselves; an object refers to one by -1 minus its index.
    private var loose: [OrderedDictionary<String, Int>] = []

    /// The node that followed last time, if the text has its key at the position.
    func likely(after node: Int, in bytes: [UInt8], at position: Int) -> (shape: Int, length: Int)? {
        guard node >= 0, let child = nodes[node].likely else { return nil }
        let length = nodes[child].raw.count
        guard length > 0, position + length < bytes.count, bytes[position + length] == UInt8(ascii: "\"")
        else { return nil }
        for index in 0..<length where nodes[child].raw[index] != bytes[position + index] { return nil }
        return (child, length)
    }

    /// The node for one more key; nil when the object has that key already.
    mutating func next(after node: Int, key: String, raw: ArraySlice<UInt8>) -> Int? {
        guard node >= 0 else { return add(key, toLoose: -1 - node) ? node : nil }
        if let child = nodes[node].children[key] {
            nodes[node].likely = child
            return child
        }
        guard !hasKey(key, node) else { return nil }
        guard nodes.count < JSONShapes.mostNodes, nodes[node].depth < JSONShapes.mostKeys else {
            loose.append(shape(at: node))
            return add(key, toLoose: loose.count - 1) ? -loose.count : nil
        }
        let isPlain = !raw.contains(UInt8(ascii: "\\"))
        let child = Node(parent: node, key: key, raw: isPlain ? Array(raw) : [], depth: nodes[node].depth + 1)
        nodes.append(child)
        nodes[node].children[key] = nodes.count - 1
        nodes[node].likely = nodes.count - 1
        return nodes.count - 1
    }

    /// The keys that led to a node. The object is closed: its keys are not kept any longer where it has its own.
    mutating func shape(at node: Int) -> OrderedDictionary<String, Int> {
        guard node >= 0 else { return loose.popLast() ?? [:] }
        if let shape = nodes[node].shape { return shape }
        let keys = path(to: node)
        let shape = OrderedDictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
        nodes[node].shape = shape
        return shape
    }

    private mutating func add(_ key: String, toLoose index: Int) -> Bool {
        loose[index].updateValue(loose[index].count, forKey: key) == nil
    }

    private func hasKey(_ key: String, _ node: Int) -> Bool { path(to: node).contains(key) }

    private func path(to node: Int) -> [String] {
        var keys: [String] = []
        var node = node
        while node != JSONShapes.root {
            keys.append(nodes[node].key)
            node = nodes[node].parent
        }
        return keys.reversed()
    }
}
