import HolocronAPI
import OrderedCollections

/// Does the work of an action: loads its page and reads the result from it.
struct Performer: Sendable {
    let fetcher: PageFetcher

    func result(of action: SiteAction, _ params: JSON, job: String) async throws(JobFailure) -> JSON {
        let params = action.completed(params)
        let order = PageOrder(
            address: action.request.address.address(for: params),
            body: action.request.body?.filled(with: params),
            job: job, obeysRobots: !action.reads.hasRules)
        let page = try await fetcher.page(order)
        do {
            return try read(page, action, params)
        } catch {
            throw .scraper(error.message)
        }
    }

    private func read(_ page: LoadedPage, _ action: SiteAction, _ params: JSON) throws(ExtractionError)
        -> JSON
    {
        switch action.reads {
        case .html, .xml:
            let document = try HTMLDocument.reading(page, isXML: action.reads == .xml)
            return try Extractor(page: document, params: params).record(action.result)
        case .json:
            var text = page.text
            if let place = action.data { text = try Performer.data(page, place) }
            return try Extractor(page: try JSONPage(reading: text), params: params).record(action.result)
        case .page: return try WebPage(page).json
        case .feed: return try WebFeed(page).json
        case .sitemap: return try WebSitemap(page).json
        }
    }

    private static func data(_ page: LoadedPage, _ path: String) throws(ExtractionError) -> String {
        guard let text = try HTMLDocument.reading(page).text(path) else {
            throw ExtractionError(message: "the page has no data")
        }
        return text
    }
}

extension HTMLDocument {
    /// The page taken apart.
    static func reading(_ page: LoadedPage, isXML: Bool = false) throws(ExtractionError) -> HTMLDocument {
        guard page.text.utf8.contains(where: { $0 > 0x20 }) else {
            throw ExtractionError(message: "the page is empty")
        }
        guard let document = HTMLDocument(page.text, isXML: isXML) else {
            throw ExtractionError(message: "the page cannot be read")
        }
        return document
    }
}

extension JSONPage {
    init(reading text: String) throws(ExtractionError) {
        do {
            json = try JSON(parsing: text)
        } catch {
            throw ExtractionError(message: "the page is not JSON: \(error.reason), at byte \(error.offset)")
        }
    }
}

extension PageRequest.Body {
    fileprivate func filled(with params: JSON) -> (text: String, type: String) {
        switch self {
        case .json(let body): return (body.filled(with: params).encoded(), "application/json")
        case .form(let fields):
            let pairs = fields.map { name, value in
                let value = value.value(for: params)
                return "\(name.percentEncoded)=\((value.text ?? value.encoded()).percentEncoded)"
            }
            return (pairs.joined(separator: "&"), "application/x-www-form-urlencoded")
        }
    }
}
