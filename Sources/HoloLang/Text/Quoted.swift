/// The shortest way to write a text as one argument: bare if it is a plain word, else `'raw'`, else
/// `"escaped"`.
package func quoted(_ text: String) -> String {
    // The joiner of emoji is drawn with what it joins.
    if text.unicodeScalars.contains(where: { $0.isHidden && $0 != "\u{200D}" }) { return escaped(text) }
    if isPlainWord(text) { return text }
    return text.utf8.contains(UInt8(ascii: "'")) ? escaped(text) : "'\(text)'"
}

private func escaped(_ text: String) -> String {
    "\"" + text.unicodeScalars.map(escaped).joined() + "\""
}

private func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\t": "\\t"
    case "\r": "\\r"
    case "\"", "\\", "$": "\\\(scalar)"
    default: scalar.isHidden ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : String(scalar)
    }
}

/// Asks the parser, which alone knows what a word may look like.
private func isPlainWord(_ text: String) -> Bool {
    guard !text.isEmpty, !text.unicodeScalars.contains(where: \.properties.isWhitespace) else { return false }
    let parsed = parse(Source(name: "", text: "x \(text)"))
    guard parsed.diagnostics.isEmpty, parsed.script.statements.count == 1,
        case .value(.pipeline(let pipeline)) = parsed.script.statements[0].kind, pipeline.stages.count == 1,
        case .command(let command) = pipeline.stages[0], command.arguments.count == 1,
        case .word(let word) = command.arguments[0].kind, word.pieces.count == 1,
        case .text(text, quoted: false) = word.pieces[0]
    else { return false }
    return true
}
