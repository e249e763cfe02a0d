import HolocronAPI
import OrderedCollections

/// What `web_page` finds on any page.
struct WebPage {
    private static let textLimit = 100_000
    private static let linkLimit = 2_000

    let json: JSON

    init(_ page: LoadedPage) throws(ExtractionError) {
        guard ["text/html", "application/xhtml+xml", "text/plain", ""].contains(page.type) else {
            throw ExtractionError(message: "the page is \(page.type), not HTML")
        }
        let document = try HTMLDocument.reading(page)
        json = [
            "url": .string(page.address),
            "title": document.found("//title") ?? .null,
            "description": document.found("//meta[@name='description']/@content") ?? .null,
            "language": document.found("/html/@lang") ?? .null,
            "canonical_url": document.found("//link[@rel='canonical']/@href").map { page.resolved($0) }
                ?? .null,
            "open_graph": document.openGraph,
            "json_ld": document.linkedData,
            "text": .string(String(document.visibleText.prefix(WebPage.textLimit))),
            "links": .array(document.links(on: page, upTo: WebPage.linkLimit)),
        ]
    }
}

extension LoadedPage {
    /// An address on the page, made whole; as it is where that is not possible.
    func resolved(_ reference: JSON) -> JSON {
        guard let text = reference.text, let place = try? PagePlace(address),
            let whole = try? place.resolve(text)
        else { return reference }
        return .string(whole)
    }
}

extension HTMLDocument {
    /// The text of the first match, without layout; nil where there is none.
    func found(_ path: String, in node: Node? = nil) -> JSON? {
        guard let text = text(path, in: node)?.collapsed, !text.isEmpty else { return nil }
        return .string(text)
    }

    fileprivate var openGraph: JSON {
        var fields: OrderedDictionary<String, JSON> = [:]
        for meta in nodes("//meta[starts-with(@property, 'og:')]") {
            guard let name = text("@property", in: meta)?.dropFirst("og:".count), fields[String(name)] == nil
            else {
                continue
            }
            fields[String(name)] = found("@content", in: meta) ?? .null
        }
        return .object(fields)
    }

    /// Every JSON-LD element that is JSON.
    fileprivate var linkedData: JSON {
        .array(
            nodes("//script[@type='application/ld+json']").compactMap { script in
                text(".", in: script).flatMap { try? JSON(parsing: $0) }
            })
    }

    fileprivate var visibleText: String {
        let hidden = ["script", "style", "noscript", "template"].map { "ancestor::\($0)" }.joined(
            separator: " or ")
        return nodes("//body//text()[not(\(hidden))]").compactMap { text(".", in: $0) }
            .joined(separator: " ").collapsed
    }

    fileprivate func links(on page: LoadedPage, upTo limit: Int) -> [JSON] {
        nodes("//a[@href]").prefix(limit).map { link in
            [
                "url": page.resolved(.string(text("@href", in: link) ?? "")),
                "text": found(".", in: link) ?? .null,
            ]
        }
    }
}
