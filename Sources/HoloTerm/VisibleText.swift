/// Text that may be written to a terminal: nothing in it drives or fools one but what this program put there itself.
///
/// A literal is the program's own. Everything else goes in through an initializer or an interpolation that makes it
/// ``visible(_:_:for:)``, so that what strangers wrote cannot be written by mistake.
package struct VisibleText: Sendable, Hashable {
    package private(set) var string: String

    /// Makes `text` visible.
    package init(_ text: String, _ whitespace: Whitespace = .kept, for reader: Reader = .person) {
        string = visible(text, whitespace, for: reader)
    }

    /// Makes bytes visible, whatever they are.
    package init(bytes: [UInt8], _ whitespace: Whitespace = .kept, for reader: Reader = .person) {
        string = visible(bytes: bytes, whitespace, for: reader)
    }

    /// Text that this module has made of visible text.
    init(made string: String) { self.string = string }

    /// Data that goes to no terminal, as it is.
    ///
    /// - Parameter output: where it goes.
    package init?(data: String, to output: Output) {
        guard !output.isTerminal else { return nil }
        string = data
    }

    package var isEmpty: Bool { string.isEmpty }
    package var width: Int { displayWidth(string) }

    package static func + (left: VisibleText, right: VisibleText) -> VisibleText {
        VisibleText(made: left.string + right.string)
    }

    package static func += (left: inout VisibleText, right: VisibleText) { left.string += right.string }

    package func truncated(to width: Int) -> VisibleText {
        VisibleText(made: HoloTerm.truncated(string, to: width))
    }

    package func padded(to width: Int, _ alignment: Alignment = .left) -> VisibleText {
        VisibleText(made: HoloTerm.padded(string, to: width, alignment))
    }

    /// Lines of at most `width` columns, broken at spaces where there are any.
    package func wrapped(to width: Int) -> [VisibleText] {
        HoloTerm.wrapped(string, to: width).map { VisibleText(made: $0) }
    }

    /// The first so many characters in a style.
    package func styled(_ style: Style, upTo count: Int, colour: Bool) -> VisibleText {
        let head = String(string.prefix(count))
        return VisibleText(made: style.apply(head, colour: colour) + string.dropFirst(count))
    }

    package var lines: [VisibleText] {
        // By bytes: to find characters takes longer than all the rest of printing JSON.
        string.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { VisibleText(made: String(Substring($0))) }
    }
}

extension VisibleText: ExpressibleByStringInterpolation {
    package init(stringLiteral value: String) { string = value }

    package init(stringInterpolation: StringInterpolation) { string = stringInterpolation.string }

    package struct StringInterpolation: StringInterpolationProtocol {
        var string = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            string.reserveCapacity(literalCapacity)
        }

        package mutating func appendLiteral(_ literal: String) { string += literal }

        package mutating func appendInterpolation(_ text: VisibleText) { string += text.string }

        /// In one line.
        package mutating func appendInterpolation(_ text: String) { string += visible(text, .shown) }

        package mutating func appendInterpolation(_ number: some BinaryInteger) { string += String(number) }
    }
}

extension Sequence<VisibleText> {
    package func joined(separator: VisibleText = "") -> VisibleText {
        VisibleText(made: map(\.string).joined(separator: separator.string))
    }
}

extension VisibleText {
    /// JSON in which everything that ``visible(_:_:for:)`` would show is written as `\u202e`: outside of strings JSON
    /// has none of it but line feeds.
    package init(json text: String) {
        guard visible(text) != text else {
            string = text
            return
        }
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar != "\n", drives(scalar) || hides(scalar) && scalar != "\u{200D}" && scalar != "\u{FE0F}"
            {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        string = visible(result)
    }

    /// All of it in a style.
    package func styled(_ style: Style?, colour: Bool) -> VisibleText {
        style.map { styled($0, upTo: string.count, colour: colour) } ?? self
    }

    /// Lines broken at spaces only: a word that is longer than a line stays whole.
    package func wrappedAtSpaces(to width: Int) -> [VisibleText] {
        var lines: [VisibleText] = []
        var line: String?
        var used = 0
        for word in string.split(separator: " ", omittingEmptySubsequences: false) {
            let columns = displayWidth(String(word))
            if let begun = line, used + 1 + columns > width, begun.contains(where: { $0 != " " }) {
                lines.append(VisibleText(made: trimmingEnd(begun)))
                (line, used) = (String(word), columns)
            } else {
                used += columns + (line == nil ? 0 : 1)
                line = line.map { $0 + " " + word } ?? String(word)
            }
        }
        return lines + [VisibleText(made: trimmingEnd(line ?? ""))]
    }
}
