import HoloRuntime
import HoloTerm
import HolocronAPI

extension Rendering {
    /// JSON, a list item by item. What would drive a terminal is written as JSON escapes it, so it stays the same JSON.
    func writeJSON(_ value: Value, to sink: LineSink) {
        guard case .list(let items) = value, !items.isEmpty else {
            return sink.add(VisibleText(json: value.encoded(.indented)).lines)
        }
        sink.add("[")
        sink.indent += 2
        for (index, item) in items.enumerated() where !sink.isClosed {
            let text = VisibleText(json: item.encoded(.indented))
            sink.add((index + 1 < items.count ? text + "," : text).lines)
        }
        sink.indent -= 2
        sink.add("]")
    }
}
