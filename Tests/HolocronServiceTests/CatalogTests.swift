import HolocronAPI
import Testing

@testable import HolocronService

/// What clients learn about actions, read with the types clients read it with.
struct CatalogTests {
    @Test(arguments: ["holocron", "wire"])
    func `search gives actions with parameters and prices`(prefix: String) async throws {
        try await withService { service in
            let results = try await service.get("/v1/\(prefix)/search").json["results"]?.items ?? []
            let actions = results.compactMap { Action($0) }
            #expect(actions.count == 37)
            let prices = Dictionary(uniqueKeysWithValues: actions.map { ($0.id, $0.credits) })
            #expect(
                prices["am_search_products"] == 1 && prices["yt_comments"] == 3
                    && prices["gap_book_slot"] == 10)
            let profile = try #require(actions.first { $0.id == "li_profile_scrape" })
            #expect(profile.site == "linkedin")
            #expect(profile.authentication == .required)
            #expect(profile.parameters.map(\.name) == ["profile_url"])
            #expect(profile.parameters[0].isRequired)
            #expect(results.allSatisfy { $0["connected"] == true })
        }
    }

    @Test(arguments: [
        ("q=hacker+news+front", ["hn_stories"]), ("q=li_profile_scrape", ["li_profile_scrape"]),
        ("q=PRODUCTS%20prices", ["am_search_products"]),
        ("catalog=linkedin&auth=false", ["li_company_scrape"]),
        ("catalog=linkedin&q=stories", []), ("auth=false&q=profile", []),
        ("category=news&q=top", ["hn_stories"]),
    ])
    func `search narrows by words, site and category`(query: String, ids: [String]) async throws {
        try await withService { service in
            let results = try await service.get("/v1/holocron/search?\(query)").json["results"]?.items
            #expect(results?.compactMap { $0["action_id"]?.text } == ids)
        }
    }

    @Test func `the catalogue and its entries agree`() async throws {
        try await withService { service in
            let sites = try await service.get("/v1/holocron/catalog").json["catalog"]?.items ?? []
            #expect(sites.count == 15)
            for site in sites {
                let entry = try await service.get("/v1/holocron/catalog/\(site["slug"]?.text ?? "")").json
                #expect(entry["catalog"] == site)
                let actions = entry["actions"]?.items ?? []
                #expect(actions.count == site["action_count"]?.integer)
                #expect(actions.allSatisfy { Action($0)?.credits != nil && $0["catalog_id"] == site["id"] })
            }
            let missing = try await service.get("/v1/holocron/catalog/nowhere")
            #expect(missing.status == 404)
            let error = #"{"code":"NOT_FOUND","message":"Catalog entry not found"}"#
            #expect(missing.body == #"{"status":"error","error":\#(error)}"#)
        }
    }

    @Test func `the list of jobs is newest first, in pages`() async throws {
        try await withService { service in
            for slug in ["person-1", "missing", "person-2"] {
                _ = try await service.end(of: try await service.submitProfile(slug))
            }
            _ = try await service.submitProfile("slow-60")
            let first = try await service.get("/v1/holocron/jobs?limit=3").json
            #expect(first["total_count"] == 4)
            #expect(first["total_pages"] == 2)
            let jobs = first["jobs"]?.items ?? []
            #expect(jobs.map { $0["status"] } == ["processing", "completed", "failed"])
            #expect(jobs[2]["error"]?["message"] == "The target page could not be loaded.")
            #expect(jobs[2]["credits_used"] == 0)
            #expect(jobs[1]["params"] == ["profile_url": "https://www.linkedin.com/in/person-2"])
            #expect(jobs[1]["result"]?["name"]?.text?.isEmpty == false)
            let failed = try await service.get("/v1/wire/jobs?status=failed&catalog=linkedin&search=miss")
                .json
            #expect(failed["total_count"] == 1)
            #expect(try await service.get("/v1/wire/jobs?page=0").status == 400)
        }
    }
}
