import OrderedCollections
import Synchronization

/// Takes secrets and personal values out of what is kept, and puts stand-ins in their place that programs read alike.
///
/// Personal are the values of the fields that ``PersonalFields`` names, e-mail addresses and phone numbers with a
/// country code wherever they stand, and what was named. A value that was personal once is so from then on, in every
/// place and spelling that ``Redactor`` finds, and has the same stand-in everywhere.
package final class Anonymizer: Sendable {
    fileprivate struct State {
        var redactor: Redactor
        var standIns: [String: String] = [:]
        /// What the redactor looks for, as it is written.
        var hidden: Set<String> = []
        var count = 0
    }

    private let fields: PersonalFields
    private let state: Mutex<State>

    /// - Parameters:
    ///   - secrets: become `redacted`.
    ///   - personal: values that are personal wherever they stand.
    package init(secrets: [String] = [], personal: [String] = [], fields: PersonalFields = .standard) {
        self.fields = fields
        state = Mutex(State(redactor: Redactor(secrets: secrets)))
        state.withLock { state in
            for value in personal {
                let shape = PersonalShape.ranges(in: Array(value.utf8)).first
                let isWhole = shape?.range == 0..<value.utf8.count
                _ = state.standIn(for: value, isWhole ? shape?.kind ?? .text : .text)
            }
        }
    }

    /// Hides one more secret from now on.
    package func add(secret: String) { state.withLock { $0.redactor.add(secret) } }

    /// Remembers what is personal in a value, until it knows a few thousand: each makes every text take longer.
    package func learn(_ value: JSON) {
        state.withLock { state in
            if state.count < Anonymizer.mostLearned { state.learn(value, nil, fields) }
        }
    }

    private static let mostLearned = 5000

    /// Whether the values of fields of this name are personal.
    package func isPersonal(field name: String) -> Bool { fields.kind(of: name) != nil }

    package func text(_ text: String) -> String { state.withLock { $0.clean(text) } }

    package func json(_ value: JSON) -> JSON {
        state.withLock { state in
            state.learn(value, nil, fields)
            return state.clean(value, nil, fields)
        }
    }
}

extension Anonymizer.State {
    /// Numbers and remembers what is personal in a value, so that it is known when the value is written.
    fileprivate mutating func learn(_ value: JSON, _ kind: PersonalKind?, _ fields: PersonalFields) {
        switch value {
        case .object(let entries):
            for (name, value) in entries {
                learn(value, fields.kind(of: name) ?? (JSON.object(entries).isSchema ? nil : kind), fields)
            }
        case .array(let items): for item in items { learn(item, kind, fields) }
        case .string(let text): if let kind { _ = standIn(for: text, kind) }
        case .integer(let number): if let kind, kind != .secret { _ = standIn(for: number) }
        case .decimal(let text): if let kind, kind != .secret { _ = standIn(for: text, kind) }
        case .null, .bool: break
        }
    }

    fileprivate mutating func clean(_ value: JSON, _ kind: PersonalKind?, _ fields: PersonalFields) -> JSON {
        switch value {
        case .object(let entries): return .object(clean(entries, kind, fields))
        case .array(let items): return .array(items.map { clean($0, kind, fields) })
        case .string(let text): return .string(kind.map { standIn(for: text, $0) } ?? clean(text))
        case .integer(let number):
            let isKnown = standIns[String(number)] != nil && number.magnitude >= 1_000_000
            return isKnown || kind != nil && kind != .secret ? .integer(standIn(for: number)) : value
        case .decimal(let text):
            guard let kind, kind != .secret else { return value }
            return .string(standIn(for: text, kind))
        case .null, .bool: return value
        }
    }

    private mutating func clean(
        _ entries: OrderedDictionary<String, JSON>, _ kind: PersonalKind?, _ fields: PersonalFields
    ) -> OrderedDictionary<String, JSON> {
        let isSchema = JSON.object(entries).isSchema
        var clean = OrderedDictionary<String, JSON>(minimumCapacity: entries.count)
        for (name, value) in entries {
            var key = self.clean(name)
            while clean[key] != nil { key += "-" }
            clean[key] = self.clean(value, fields.kind(of: name) ?? (isSchema ? nil : kind), fields)
        }
        return clean
    }

    /// The text without what is known to be personal, and without what looks so.
    fileprivate mutating func clean(_ text: String) -> String {
        let known = redactor.text(text)
        let bytes = Array(known.utf8)
        let shapes = PersonalShape.ranges(in: bytes)
        guard !shapes.isEmpty else { return known }
        var clean: [UInt8] = []
        var copied = 0
        for (range, kind) in shapes {
            clean += bytes[copied..<range.lowerBound]
            clean += standIn(for: String(decoding: bytes[range], as: UTF8.self), kind).utf8
            copied = range.upperBound
        }
        return String(decoding: clean + bytes[copied...], as: UTF8.self)
    }

    fileprivate mutating func standIn(for text: String, _ kind: PersonalKind) -> String {
        if text.isEmpty || PersonalKind.isStandIn(text) { return text }
        let plain = text.replacing("%40", with: "@")
        let key = plain.lowercased()
        if let standIn = standIns[key] {
            hide(plain, standIn)
            return standIn
        }
        count += 1
        let standIn = kind.standIn(count)
        standIns[key] = standIn
        hide(key, standIn)
        hide(plain, standIn)
        return standIn
    }

    /// Base64 and letters beyond ASCII tell small letters from capitals.
    private mutating func hide(_ text: String, _ standIn: String) {
        if hidden.insert(text).inserted { redactor.add(text, standIn: standIn) }
    }

    private mutating func standIn(for number: Int64) -> Int64 {
        if PersonalKind.isStandIn(number) { return number }
        let text = standIn(for: String(number), .phone)
        return Int64(text.drop { !$0.isNumber }) ?? PersonalKind.number(0)
    }
}

extension JSON {
    /// Says what a value may be, and holds none: the fields of a form.
    fileprivate var isSchema: Bool {
        guard let type = self["type"]?.text else { return false }
        return ["string", "integer", "number", "boolean", "array", "object"].contains(type)
    }
}
