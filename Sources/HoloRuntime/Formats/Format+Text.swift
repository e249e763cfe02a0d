extension Format {
    /// The text without the line break that ends a file.
    func readText(_ bytes: [UInt8], from start: Int) throws(FormatError) -> Value {
        guard bytes.count - start <= Value.maximumText else {
            throw FormatError(reason: "a text may have \(Value.maximumText >> 20) MiB, and this has more")
        }
        var text = try Format.text(bytes, from: start)
        if text.utf8.last == UInt8(ascii: "\n") { text.unicodeScalars.removeLast() }
        return .string(text)
    }

    /// Text as it is; a list as one line for each item.
    func writeText(_ value: Value, to sink: inout ByteSink) throws(Stop) {
        let lines = if case .list(let items) = value { items } else { [value] }
        for line in lines {
            sink.write(line.text)
            sink.write("\n")
            try sink.spill()
        }
    }
}
