import Foundation
import Testing

@testable import HolocronAPI

/// What is personal gets a stand-in that programs read alike.
struct AnonymizerTests {
    static func clean(_ text: String, _ anonymizer: Anonymizer = Anonymizer()) throws -> String {
        anonymizer.json(try JSON(parsing: text)).encoded()
    }

    @Test(arguments: [
        (#"{"email":"jane@acme.com"}"#, #"{"email":"redacted-1@example.invalid"}"#),
        (
            #"{"workEmail":"jane@acme.com","e-mails":["JANE@acme.com","b@c.de"]}"#,
            #"{"workEmail":"redacted-1@example.invalid","e-mails":["redacted-1@example.invalid","redacted-2@example.invalid"]}"#
        ),
        (
            #"{"phone":"(415) 555-0100","mobile_number":4155550100}"#,
            #"{"phone":"+10000000001","mobile_number":10000000002}"#
        ),
        (
            #"{"text":"call +49 30 1234-567 or mail a.b@c.org."}"#,
            #"{"text":"call +10000000001 or mail redacted-2@example.invalid."}"#
        ),
        (
            #"{"token":"abcdef","tokens":12,"note":"abcdef!"}"#,
            #"{"token":"redacted-1","tokens":12,"note":"redacted-1!"}"#
        ),
        (
            #"{"address":{"street":"1 Main St","floor":3,"lift":true}}"#,
            #"{"address":{"street":"redacted-1","floor":10000000002,"lift":true}}"#
        ),
        (
            #"{"birth_date":"1984-02-01","name":"Jane Doe","email":""}"#,
            #"{"birth_date":"1900-01-01","name":"Jane Doe","email":""}"#
        ),
        (
            #"{"properties":{"email":{"type":"string","description":"where to"}}}"#,
            #"{"properties":{"email":{"type":"string","description":"where to"}}}"#
        ),
        (
            #"{"jane@acme.com":1,"JANE@acme.com":2}"#,
            #"{"redacted-1@example.invalid":1,"redacted-1@example.invalid-":2}"#
        ),
        (
            #"{"url":"https://x.y/?q=jane%40acme.com&z=1","to":"jane@acme.com"}"#,
            #"{"url":"https://x.y/?q=redacted-1@example.invalid&z=1","to":"redacted-1@example.invalid"}"#
        ),
        (
            #"{"handle":"@jane","at":"3 @ 4.5","url":"https://youtube.com/@jane.doe","sum":"1+2+3"}"#,
            #"{"handle":"@jane","at":"3 @ 4.5","url":"https://youtube.com/@jane.doe","sum":"1+2+3"}"#
        ),
    ]) func `fields and shapes`(before: String, after: String) throws {
        #expect(try Self.clean(before) == after)
        #expect(try Self.clean(after) == after, "a stand-in stays")
    }

    @Test func `what was personal once is so from then on, in every spelling`() throws {
        let anonymizer = Anonymizer(secrets: ["ak-secret-key"])
        let base64 = Data("mail jane@acme.com today".utf8).base64EncodedString()
        #expect(try Self.clean(#"{"email":"jane@acme.com"}"#, anonymizer).contains("redacted-1@"))
        let clean = try Self.clean(#"["jane%40acme.com","\#(base64)","key=ak-secret-key"]"#, anonymizer)
        #expect(!clean.contains("amFuZ") && clean.contains(#""key=redacted""#))
        #expect(clean.hasPrefix(#"["redacted-1@example.invalid","#))
        #expect(anonymizer.text("Jane@Acme.com") == "redacted-1@example.invalid")
    }

    @Test func `capitals count in base64, and in letters beyond ASCII`() throws {
        let anonymizer = Anonymizer()
        let name = "Zoë O'Finch"
        let texts = [name, name.uppercased(), name.lowercased()]
        for text in texts { _ = try Self.clean(#"{"first_name":"\#(text)"}"#, anonymizer) }
        for text in texts {
            let base64 = Data("by \(text)!".utf8).base64EncodedString()
            let clean = try Self.clean(#"["\#(text)","\#(base64)"]"#, anonymizer)
            #expect(clean.hasPrefix(#"["redacted-1","#), "\(clean)")
            #expect(!clean.contains(base64.dropFirst(8).prefix(8)), "\(clean)")
        }
    }

    @Test func `names are added and taken away`() throws {
        var fields = PersonalFields.standard
        fields.add("name")
        fields.remove("address")
        let anonymizer = Anonymizer(personal: ["San Francisco"], fields: fields)
        #expect(
            try Self.clean(#"{"name":"Jane","address":"Main St","in":"San Francisco, CA"}"#, anonymizer)
                == #"{"name":"redacted-2","address":"Main St","in":"redacted-1, CA"}"#)
    }
}
