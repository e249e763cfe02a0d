/// How one field of a result is read from a page.
indirect enum Rule: Sendable {
    case value(ValueRule)
    /// One record for each element that `each` selects.
    case list(each: String, fields: [Field])
    /// The text of each element that `each` selects.
    case texts(each: String)

    struct Field: Sendable {
        let name: String
        let rule: Rule
    }
}

/// The text an XPath expression finds, as a value.
struct ValueRule: Sendable {
    enum Kind: String, Sendable { case text, integer, number, boolean }

    let xpath: String
    /// The way into the JSON that `xpath` finds, as in a page's `application/ld+json`; nil where it finds the text.
    let json: [String]?
    let kind: Kind
    /// Null instead of a failed job where the page has no such text.
    let isOptional: Bool
}
