import HolocronAPI

/// What `web_feed` finds in an RSS or Atom feed.
struct WebFeed {
    let json: JSON

    init(_ page: LoadedPage) throws(ExtractionError) {
        let document = try HTMLDocument.reading(page, isXML: true)
        let items = document.nodes("//*[local-name()='item']")
        let entries = document.nodes("/*[local-name()='feed']/*[local-name()='entry']")
        let isFeed = document.match("/*[local-name()='rss' or local-name()='RDF' or local-name()='feed']")
        guard case .nodes(let roots, _)? = isFeed, !roots.isEmpty else {
            throw ExtractionError(message: "the page is not an RSS or Atom feed")
        }
        let isAtom = !entries.isEmpty || items.isEmpty && document.text("local-name(/*)") == "feed"
        let head = isAtom ? "/*" : "//*[local-name()='channel']"
        json = [
            "url": .string(page.address), "format": isAtom ? "atom" : "rss",
            "title": document.child("title", of: document.nodes(head).first) ?? .null,
            "entry_count": .integer(Int64(isAtom ? entries.count : items.count)),
            "entries": .array(
                (isAtom ? entries : items).map { document.entry($0, isAtom: isAtom, on: page) }),
        ]
    }
}

extension HTMLDocument {
    fileprivate func child(_ name: String, of node: Node?) -> JSON? {
        found("*[local-name()='\(name)']", in: node)
    }

    fileprivate func entry(_ node: Node, isAtom: Bool, on page: LoadedPage) -> JSON {
        let link = isAtom ? found("*[local-name()='link']/@href", in: node) : child("link", of: node)
        let author =
            isAtom
            ? found("*[local-name()='author']/*[local-name()='name']", in: node)
            : child("creator", of: node) ?? child("author", of: node)
        return [
            "title": child("title", of: node) ?? .null,
            "url": link.map { page.resolved($0) } ?? .null,
            "author": author ?? .null,
            "published": child(isAtom ? "published" : "pubDate", of: node) ?? child("updated", of: node)
                ?? child("date", of: node) ?? .null,
            "summary": child(isAtom ? "summary" : "description", of: node) ?? .null,
            "id": child(isAtom ? "id" : "guid", of: node) ?? .null,
        ]
    }
}

/// What `web_sitemap` finds in a site map or in an index of site maps.
struct WebSitemap {
    let json: JSON

    init(_ page: LoadedPage) throws(ExtractionError) {
        let document = try HTMLDocument.reading(page, isXML: true)
        let root = document.text("local-name(/*)")
        let (list, entry) = root == "sitemapindex" ? ("sitemaps", "sitemap") : ("urls", "url")
        guard root == "sitemapindex" || root == "urlset" else {
            throw ExtractionError(message: "the page is not a site map")
        }
        let entries = document.nodes("/*/*[local-name()='\(entry)']").map { node -> JSON in
            [
                "url": document.found("*[local-name()='loc']", in: node) ?? .null,
                "last_modified": document.found("*[local-name()='lastmod']", in: node) ?? .null,
            ]
        }
        json = [
            "url": .string(page.address), "count": .integer(Int64(entries.count)),
            "kind": root == "sitemapindex" ? "index" : "urlset", list: .array(entries),
        ]
    }
}
