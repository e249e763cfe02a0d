package import HolocronAPI

/// A server's actions in the order of their ids, to be looked up while somebody types.
package final class ActionIndex: Sendable {
    package let actions: [Action]
    private let places: [String: Int]

    package init(_ actions: [Action]) {
        var latest: [String: Action] = [:]
        for action in actions { latest[action.id] = action }
        self.actions = latest.values.sorted { $0.id < $1.id }
        places = Dictionary(
            uniqueKeysWithValues: self.actions.enumerated().map { ($0.element.id, $0.offset) })
    }

    package static let empty = ActionIndex([])

    package var isEmpty: Bool { actions.isEmpty }

    package subscript(id: String) -> Action? { places[id].map { actions[$0] } }

    /// Whether some id begins with the text.
    package func hasPrefix(_ text: String) -> Bool {
        var low = 0
        var high = actions.count
        while low < high {
            let middle = (low + high) / 2
            if actions[middle].id < text { low = middle + 1 } else { high = middle }
        }
        return low < actions.count && actions[low].id.hasPrefix(text)
    }

    /// The slugs of the sites, each once.
    package var sites: [String] { Set(actions.map(\.site)).sorted().filter { !$0.isEmpty } }
}
