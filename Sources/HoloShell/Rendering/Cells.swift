import HoloRuntime
import HoloTerm
import HolocronAPI
import OrderedCollections

extension Rendering {
    /// No cell shows more of a text than this many scalars, or its width where that is more.
    private static let longestCell = 1024
    /// Nested values whose JSON is no wider than this are shown as they are.
    private static let shortNested = 16

    /// One value in one line.
    func cell(_ value: Value) -> TextSpan {
        switch value {
        case .null, .unknown: return isForPerson ? TextSpan("null", .dim) : TextSpan("")
        case .string(let text): return text.isEmpty ? TextSpan("") : textCell(text)
        case .integer(let number): return TextSpan("\(number)")
        case .list, .record:
            return TextSpan(isForPerson ? short(value) : VisibleText(value.text, .shown, for: .program))
        default: return TextSpan(VisibleText(value.text, .shown, for: isForPerson ? .person : .program))
        }
    }

    private func textCell(_ text: String) -> TextSpan {
        guard let width else { return TextSpan(VisibleText(text, .shown, for: .program)) }
        let most = max(Rendering.longestCell, width)
        guard text.utf8.count <= most * 4 else {
            var cut = String.UnicodeScalarView(text.unicodeScalars.prefix(most))
            cut.append("…")
            return TextSpan(VisibleText(String(cut), .shown))
        }
        return TextSpan(VisibleText(text, .shown), link: links ? Link(text) : nil)
    }

    /// `["a","b"]`, `[12 items]`, `{name, headline, …}`
    func short(_ value: Value) -> VisibleText {
        switch value {
        case .list(let items):
            return items.count <= 8 ? whole(value) ?? count(items.count) : count(items.count)
        case .record(let fields):
            return fields.count <= 4 ? whole(value) ?? names(fields) : names(fields)
        default: return VisibleText(value.text, .shown)
        }
    }

    private func whole(_ value: Value) -> VisibleText? {
        let text = VisibleText(json: value.encoded(.compact, enough: Rendering.shortNested * 4))
        return text.width <= Rendering.shortNested ? text : nil
    }

    private func count(_ count: Int) -> VisibleText { count == 1 ? "[1 item]" : "[\(grouped(count)) items]" }

    private func names(_ fields: Record) -> VisibleText {
        let names = fields.keys.prefix(3).joined(separator: ", ")
        return VisibleText(fields.count > 3 ? "{\(names), …}" : "{\(names)}", .shown)
    }
}
