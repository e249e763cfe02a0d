/// Takes secrets out of what is written or shown: an API key, or a value that a person wants to keep to themselves.
///
/// Each is found as it is, percent-encoded, JSON-escaped and in base64 (any alignment, either alphabet, with and
/// without padding), in any mixture, and replaced by a word of ASCII letters and `-`.
package struct Redactor: Sendable {
    /// What stands where a secret was.
    static let mark = Array("redacted".utf8)

    /// Shorter ones are words such as `local`: no secret, and hiding them would garble every text.
    package static let shortest = 6

    private var patterns: [SecretPattern] = []
    /// The patterns that may begin with a byte, by that byte.
    private var beginning: [[Int]]
    /// Bytes that begin an escape, with which every pattern may begin.
    private static let escapes = Set("%\\+".utf8)

    package init(secrets: [String] = []) {
        beginning = Array(repeating: [], count: 256)
        for secret in secrets { add(secret) }
    }

    /// Hides one more; a text shorter than ``shortest`` is left alone.
    /// - Parameter standIn: what replaces it where it stands as it is; in base64 it is always `redacted`.
    package mutating func add(_ secret: String, standIn: String = "redacted") {
        let bytes = Array(secret.utf8)
        guard bytes.count >= Redactor.shortest else { return }
        for pattern in SecretPattern.all(of: bytes, standIn: Array(standIn.utf8)) {
            for byte in Set(pattern.first).union(Redactor.escapes) {
                beginning[Int(byte)].append(patterns.count)
            }
            patterns.append(pattern)
        }
    }

    package var isEmpty: Bool { patterns.isEmpty }

    /// The text without the secrets.
    package func text(_ text: String) -> String {
        guard !isEmpty else { return text }
        let bytes = Array(text.utf8)
        let clean = self.bytes(bytes)
        return clean.count == bytes.count && clean == bytes ? text : String(decoding: clean, as: UTF8.self)
    }

    /// The bytes without the secrets.
    package func bytes(_ bytes: [UInt8]) -> [UInt8] { redacted(bytes, isWhole: true).clean }

    /// What is certain to be clean, and what may still become a secret and has to wait for more.
    fileprivate func redacted(_ text: [UInt8], isWhole: Bool) -> (clean: [UInt8], rest: [UInt8]) {
        var clean: [UInt8] = []
        var copied = 0
        var index = 0
        while index < text.count {
            let candidates = beginning[Int(text[index])]
            guard !candidates.isEmpty else {
                index += 1
                continue
            }
            switch longest(of: candidates, text, index, isWhole) {
            case .open:
                clean += text[copied..<index]
                return (clean, Array(text[index...]))
            case .none: index += 1
            case .some(let pattern, let end):
                clean += text[copied..<index]
                if case .base64(head: true, _) = pattern.spelling, index > copied,
                    Base64.isCharacter(text[index - 1])
                {
                    clean.removeLast()
                }
                clean += pattern.standIn
                (index, copied) = (end, end)
            }
        }
        return copied == 0 ? (text, []) : (clean + text[copied...], [])
    }

    private enum Found {
        case none, open
        case some(SecretPattern, end: Int)
    }

    private func longest(of candidates: [Int], _ text: [UInt8], _ index: Int, _ isWhole: Bool) -> Found {
        var found = Found.none
        var farthest = index
        for candidate in candidates {
            switch patterns[candidate].match(text, at: index, isWhole: isWhole) {
            case .none: break
            case .open: if !isWhole { return .open }
            case .upTo(let end):
                guard end > farthest else { continue }
                farthest = end
                found = .some(patterns[candidate], end: end)
            }
        }
        return found
    }
}

extension Redactor {
    /// Cleans text that comes in pieces, a secret across two of them too. Only what may be the beginning of a secret
    /// is held back.
    package struct Stream: Sendable {
        private let redactor: Redactor
        private var waiting: [UInt8] = []

        package init(_ redactor: Redactor) { self.redactor = redactor }

        /// Takes the next piece and gives what is certain so far.
        package mutating func take(_ piece: [UInt8]) -> [UInt8] {
            let (clean, rest) = redactor.redacted(waiting + piece, isWhole: false)
            waiting = rest
            return clean
        }

        /// Gives what was held back; there is no more.
        package mutating func end() -> [UInt8] {
            defer { waiting = [] }
            return redactor.bytes(waiting)
        }
    }
}
