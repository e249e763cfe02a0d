import HolocronAPI
import Testing

@testable import HolocronService

struct ManifestTests {
    private static let good = """
        site: shop
        name: Shop
        domain: shop.example
        category: Shopping
        description: A shop.
        actions:
          - id: sh_item
            name: An item
            description: Its price.
            credits: 1
            parameters:
              type: object
              properties: {item: {type: string}}
              required: [item]
            request: {url: "https://shop.example/{item}?q={item}"}
            result:
              title: "//h1"
              price: {xpath: "//b", type: number, optional: true}
              tags: {each: "//li"}
        """

    @Test func `a manifest is read`() throws {
        let site = try Site(file: "shop.yaml", yaml: Self.good)
        #expect(site.host == "shop.example")
        let action = try #require(site.actions.first)
        #expect(action.result.map(\.name) == ["title", "price", "tags"])
        #expect(
            action.request.address.address(for: ["item": "a b/ü"])
                == "https://shop.example/a%20b%2F%C3%BC?q=a%20b%2F%C3%BC")
    }

    @Test(arguments: [
        ("name: Shop\n", "", "shop.yaml:1: name is missing here"),
        ("category: Shopping", "catgory: Shopping", "shop.yaml:4: catgory means nothing here; known are"),
        ("credits: 1", "credits: -1", "shop.yaml:10: credits should be a whole number that is not negative"),
        ("credits: 1", "credits: one", "shop.yaml:10: credits should be a whole number"),
        ("id: sh_item", "id: Shop Item", "shop.yaml:7: id should be small letters, digits and _"),
        ("required: [item]", "required: [itme]", "shop.yaml:12: required names \"itme\""),
        ("q={item}", "q={itme}", "shop.yaml:15: {itme} is not a parameter of this action"),
        ("q={item}", "q={item", "shop.yaml:15: a { has no }"),
        (
            "type: number", "type: money",
            "shop.yaml:18: type should be one of any, text, integer, number, boolean"
        ),
        ("credits: 1", "credits: 1\n    auth_mode: maybe", "shop.yaml:11: auth_mode should be none"),
        ("site: shop", "site: [shop", "shop.yaml:2: this is not YAML"),
        ("actions:", "actions: none\nother:", "shop.yaml:"),
    ])
    func `a mistake is named with its line`(from: String, to: String, message: String) throws {
        let yaml = Self.good.replacing(from, with: to)
        let error = #expect(throws: ManifestError.self) { try Site(file: "shop.yaml", yaml: yaml) }
        #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
    }

    @Test func `the built-in manifests are right and no action is there twice`() throws {
        let ids = try Catalog.builtIn().sites.flatMap(\.actions).map(\.id)
        #expect(Set(ids).count == ids.count)
    }
}
