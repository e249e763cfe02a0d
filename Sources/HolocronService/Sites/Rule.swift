/// How one field of a result is read from a page.
///
/// A path is an XPath expression in HTML and XML, and names with dots between them in JSON: `data.children.0.id`.
indirect enum Rule: Sendable {
    case value(ValueRule)
    /// One record for each item that `each` selects.
    case list(each: String, fields: [Field])
    /// The text of each element that `each` selects; in JSON each item as it is.
    case texts(each: String)
    /// A record of its own, read at the same place.
    case record([Field])
    /// How many items a path selects.
    case count(String)
    /// A parameter of the job, as it was given or by default.
    case parameter(String)
    /// A text with parameters in braces.
    case constant(Template)

    struct Field: Sendable {
        let name: String
        let rule: Rule
    }
}

/// The text an expression finds, as a value.
struct ValueRule: Sendable {
    enum Kind: String, Sendable, CaseIterable { case any, text, integer, number, boolean }

    let path: String
    /// The way into the JSON that an XPath expression finds, as in a page's `application/ld+json`; nil where it finds
    /// the text.
    let json: [String]?
    let kind: Kind
    /// Null instead of a failed job where the page has no such text.
    let isOptional: Bool
}

/// What a page is read as.
enum PageKind: String, Sendable, CaseIterable {
    case html, json, xml
    /// These need no rules: what they find is the same for every address.
    case page, feed, sitemap

    var hasRules: Bool { self == .html || self == .json || self == .xml }
}
