package import HolocronAPI
import OrderedCollections

extension Value {
    package init(_ json: JSON) {
        switch json {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .integer(let number): self = .integer(Int(number))
        case .decimal(let text): self = .decimal(text)
        case .string(let text): self = .string(text)
        case .array(let items): self = .list(items.map(Value.init))
        case .object(let fields): self = .record(fields.mapValues(Value.init))
        }
    }

    /// Durations, credits and rates become the text they are written as; a job becomes its record.
    package var json: JSON {
        switch self {
        case .null, .unknown: .null
        case .bool(let value): .bool(value)
        case .integer(let number): .integer(Int64(number))
        case .decimal(let text): .decimal(text)
        case .string(let text): .string(text)
        case .list(let items): .array(items.map(\.json))
        case .record(let fields): .object(fields.mapValues(\.json))
        case .duration, .credits, .rate: .string(text)
        case .job(let job): Value.record(job.record).json
        }
    }
}
