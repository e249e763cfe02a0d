package import HolocronJobs
package import OrderedCollections

package typealias Record = OrderedDictionary<String, Value>

/// What a variable holds and a command gives.
package enum Value: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int)
    /// Any other number, as it was written or computed.
    case decimal(String)
    case string(String)
    case list([Value])
    case record(Record)
    case duration(milliseconds: Int)
    case credits(Int)
    case rate(count: Int, seconds: Int)
    indirect case job(Job)
    /// What only a run would know: the result of a job that a plan does not submit.
    case unknown
}

extension Value {
    /// The kind with its article, as messages say it: `an integer`.
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .integer: "an integer"
        case .decimal: "a decimal"
        case .string: "text"
        case .list: "a list"
        case .record: "a record"
        case .duration: "a duration"
        case .credits: "credits"
        case .rate: "a rate"
        case .job: "a job"
        case .unknown: "not known before it runs"
        }
    }
}
