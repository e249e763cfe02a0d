import FoundationEssentials

extension Catalog {
    /// The built-in sites and one's own: every file of the folder whose name ends in `.yaml` or `.yml`.
    static func all(_ options: ServiceOptions) throws(ServiceError) -> Catalog {
        var own = options.manifests
        if let folder = options.actions { own += try files(in: folder) }
        return Catalog(try builtIn().adding(own))
    }

    /// The sites together with those of manifests.
    func adding(_ files: [String]) throws(ServiceError) -> [Site] {
        var all = sites
        var origins: [String: String] = [:]
        for file in files {
            let site = try Catalog.site(file: file)
            if let other = all.first(where: { $0.slug == site.slug }) {
                throw .faultyManifest("\(file): the site \(other.slug) is there already; choose another name")
            }
            for action in site.actions where self.action(action.id) != nil || origins[action.id] != nil {
                throw .faultyManifest("\(file): the action \(action.id) is there already; choose another id")
            }
            for action in site.actions { origins[action.id] = file }
            all.append(site)
        }
        return all
    }

    static func site(file: String) throws(ServiceError) -> Site {
        guard let yaml = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw .faultyManifest("\(file) cannot be read as text")
        }
        do {
            return try Site(file: file, yaml: yaml)
        } catch {
            throw .faultyManifest(error.description)
        }
    }

    private static func files(in folder: String) throws(ServiceError) -> [String] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw .faultyManifest("\(folder) is not a folder that can be read")
        }
        return names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted().map {
            "\(folder)/\($0)"
        }
    }
}
