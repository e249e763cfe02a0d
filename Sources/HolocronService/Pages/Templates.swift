import Mustache

/// The page templates that are built in; what they show is escaped unless a template says `{{{`.
struct Templates: Sendable {
    private let library: MustacheLibrary

    private static let sources: [(name: String, text: [UInt8])] = [
        ("article", PackageResources.article_mustache),
        ("atom", PackageResources.atom_mustache),
        ("connect", PackageResources.connect_mustache),
        ("dashboard", PackageResources.dashboard_mustache),
        ("disconnect", PackageResources.disconnect_mustache),
        ("embedded", PackageResources.embedded_mustache),
        ("feed", PackageResources.feed_mustache),
        ("job", PackageResources.job_mustache),
        ("problem", PackageResources.problem_mustache),
        ("product", PackageResources.product_mustache),
        ("products", PackageResources.products_mustache),
        ("profile", PackageResources.profile_mustache),
        ("reviews", PackageResources.reviews_mustache),
        ("sitemap", PackageResources.sitemap_mustache),
        ("sitemapindex", PackageResources.sitemapindex_mustache),
        ("stories", PackageResources.stories_mustache),
    ]

    init() throws(ServiceError) {
        var library = MustacheLibrary()
        for source in Templates.sources {
            do {
                try library.register(String(decoding: source.text, as: UTF8.self), named: source.name)
            } catch {
                throw .faultyResource("\(source.name).mustache: \(error)")
            }
        }
        self.library = library
    }

    /// The page for a model; the properties of the model are the names in the template.
    func page(_ name: String, _ model: some Sendable) -> String {
        library.render(model, withTemplate: name) ?? ""
    }
}
