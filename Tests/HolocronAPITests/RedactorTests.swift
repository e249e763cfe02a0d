import Foundation
import Testing

@testable import HolocronAPI

/// A secret is found in every spelling, and nothing else is touched.
struct RedactorTests {
    static let key = "ak-live/7+Qw~é\"x\\y 42"
    static let redactor = Redactor(secrets: [key])

    /// The spellings that people and programs write.
    static let spellings: [String] = {
        let percent = key.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let every = key.utf8.map { String(format: "%%%02X", $0) }.joined()
        let unicode = key.utf16.map { String(format: "\\u%04x", $0) }.joined()
        var json = [key, percent].map { String(JSON.string($0).encoded().dropFirst().dropLast()) }
        json += json.map { $0.replacing("/", with: "\\/") }
        json += json.map { String(JSON.string($0).encoded().dropFirst().dropLast()) }
        return json + [
            key, key.uppercased().replacing("É", with: "é"), percent, percent.lowercased(), every,
            every.lowercased(), unicode,
            unicode.uppercased().replacing("\\U", with: "\\u"), percent.replacing("%", with: "%25"),
            percent.replacing("%20", with: "+"), unicode.replacing("\\", with: "\\\\"),
        ]
    }()

    @Test(arguments: spellings) func `each spelling is found`(text: String) {
        #expect(Self.redactor.text("before \(text) behind") == "before redacted behind")
        #expect(Self.redactor.text(text) == "redacted")
    }

    @Test(arguments: 0..<3, 0..<4) func `base64 is found at every place in it`(before: Int, behind: Int)
        throws
    {
        let text = String(repeating: "<", count: before) + Self.key + String(repeating: ">", count: behind)
        let standard = Data(text.utf8).base64EncodedString()
        let safe = standard.replacing("+", with: "-").replacing("/", with: "_")
        for form in [
            standard, safe, safe.replacing("=", with: ""), standard.replacing("/", with: "\\/"),
            standard.replacing("/", with: "%2F").replacing("+", with: "%2b").replacing("=", with: "%3D"),
        ] {
            let clean = Self.redactor.text("x=\(form);")
            #expect(clean.contains("redacted"), "\(form)")
            #expect(longestShared(clean, form) < 16, "\(form) → \(clean)")
        }
    }

    @Test(arguments: [
        "", "nothing", "ak-live", "%", "\\", "\\u", "\\u00", "%4", "ak-live/7+Qw~é\"x\\y 4", "\\\\\\\\",
        "%%%25%25%",
        "YWst",
    ]) func `other text stays as it is`(text: String) { #expect(Self.redactor.text(text) == text) }

    @Test func `a short word is no secret`() {
        #expect(Redactor(secrets: ["local"]).text("the local Holocron") == "the local Holocron")
        #expect(Redactor(secrets: ["local"]).isEmpty)
    }

    @Test func `of two secrets the longer one counts`() {
        let redactor = Redactor(secrets: ["secret", "secret-extended"])
        #expect(redactor.text("a secret-extended b secret") == "a redacted b redacted")
    }

    @Test(arguments: 1..<9) func `a secret that comes in pieces is found`(size: Int) {
        let base64 = Data("<\(Self.key)>".utf8).base64EncodedString()
        for text in (Self.spellings + [base64]).map({ "see \($0), then\\" }) {
            var stream = Redactor.Stream(Self.redactor)
            var clean: [UInt8] = []
            let bytes = Array(text.utf8)
            for start in stride(from: 0, to: bytes.count, by: size) {
                clean += stream.take(Array(bytes[start..<min(start + size, bytes.count)]))
            }
            clean += stream.end()
            #expect(longestShared(String(decoding: clean, as: UTF8.self), text) < 9, "\(text)")
            #expect(
                clean.suffix(6) == ArraySlice("then\\".utf8).suffix(6) || clean.last == UInt8(ascii: "\\"))
        }
    }

    @Test func `a stream holds nothing back that is no beginning of a secret`() {
        var stream = Redactor.Stream(Self.redactor)
        #expect(stream.take(Array("hello".utf8)) == Array("hello".utf8))
        #expect(stream.take(Array("hello ak".utf8)) == Array("hello ".utf8))
        #expect(stream.take(Array("bar".utf8)) == Array("akbar".utf8))
    }

    @Test func `many backslashes and percent signs take no time`() {
        let secret = String(repeating: "\\", count: 40) + String(repeating: "%25", count: 40) + "x"
        let text = String(repeating: "\\%25", count: 20_000)
        #expect(Redactor(secrets: [secret]).text(text) == text)
    }
}

/// The length of the longest part that both texts have, but for what the stand-in itself says.
private func longestShared(_ one: String, _ other: String) -> Int {
    let bytes = Array(one.replacing("redacted", with: "\u{1}").utf8)
    let whole = Array(other.utf8)
    var longest = 0
    for start in bytes.indices {
        for place in whole.indices {
            var length = 0
            while start + length < bytes.count, place + length < whole.count,
                bytes[start + length] == whole[place + length]
            {
                length += 1
            }
            longest = max(longest, length)
        }
    }
    return longest
}
