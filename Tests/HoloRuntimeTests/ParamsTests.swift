import HoloLang
import HolocronAPI
import OrderedCollections
import Testing

@testable import HoloRuntime

@Suite struct ParamsTests {
    static let action = Action(
        id: "am_search", site: "amazon", name: "", description: "", mode: .async, authentication: .none,
        credits: 1,
        parameters: [
            ActionParameter(name: "query", isRequired: true), ActionParameter(name: "limit", type: "integer"),
            ActionParameter(name: "ratio", type: "number"), ActionParameter(name: "prime", type: "boolean"),
            ActionParameter(name: "tags", type: "array"), ActionParameter(name: "opts", type: "object"),
            ActionParameter(name: "sort", choices: ["price", "rating"]),
        ])

    /// The assignments of a typed line, values that are computed left out.
    static func assignments(_ line: String) -> [Assignment] {
        let source = Source(name: "", text: "submit x " + line)
        guard case .value(.pipeline(let pipeline)) = parse(source).script.statements.first?.kind,
            case .command(let command) = pipeline.stages[0]
        else { return [] }
        return command.arguments.compactMap { argument in
            let place = Failure.Place(source: source, range: argument.range)
            return switch argument.kind {
            case .text(let key, let word):
                Assignment(key: key, value: .string(word.literal ?? ""), isText: true, place: place)
            case .json(let key, let value):
                Assignment(
                    key: key, value: Value((try? JSON(parsing: source.text(value.range))) ?? .null),
                    isText: false,
                    place: place)
            default: nil
            }
        }
    }

    @Test(arguments: [
        ("query=5 limit=5", #"{"query":"5","limit":5}"#), ("limit=five", #"{"limit":"five"}"#),
        ("ratio=0.50 prime=true", #"{"ratio":0.50,"prime":true}"#), ("prime=yes", #"{"prime":"yes"}"#),
        ("query:=null limit:=2", #"{"query":null,"limit":2}"#), ("tags[]=a tags[]=b", #"{"tags":["a","b"]}"#),
        ("opts.render:=true opts.depth:=2", #"{"opts":{"render":true,"depth":2}}"#),
        ("opts.list[]=x", #"{"opts":{"list":["x"]}}"#), ("other=1", #"{"other":"1"}"#),
        ("query=a=b&c=d", #"{"query":"a=b&c=d"}"#),
    ]) func `the schema types text, := is JSON, keys nest`(line: String, json: String) throws {
        let record = try Params.record(Self.assignments(line), for: Self.action)
        #expect(Value.record(record).json.encoded() == json)
    }

    @Test(arguments: [
        ("query=a query=b", "query is given twice", "leave one out"),
        ("tags[]=a tags.x=b", "the key goes into a list", "give the whole value with :="),
    ]) func `a key that does not fit says so`(line: String, message: String, next: String) {
        #expect { try Params.record(Self.assignments(line), for: Self.action) } throws: { error in
            guard case .failure(let failure) = error as? Stop else { return false }
            return failure.message == message && failure.next == next && failure.place != nil
        }
    }

    @Test(
        arguments: [
            ("query=a", nil, nil), ("query=a limit=5 sort=price", nil, nil), ("query:=null", nil, nil),
            ("limit=5", "am_search needs query", "run am_search query=example"),
            ("query=a lmit=5", "am_search has no parameter lmit", "did you mean limit?"),
            ("query=a limit=five", "limit takes an integer, not five", "such as limit=1"),
            ("query=a limit:=5.5", "limit takes an integer, not 5.5", "such as limit=1"),
            ("query=a prime=yes", "prime takes true or false, not yes", "write prime=true or prime=false"),
            ("query=a tags=x", "tags takes a list, not x", "such as tags:=[]"),
            ("query=a opts=x", "opts takes a record, not x", "such as opts:={}"),
            ("query:=5", "query takes text, not 5", "such as query=example"),
            ("query=a sort=prise", "sort is one of price, rating", "did you mean price?"),
        ] as [(String, String?, String?)])
    func `what the action does not take is refused before it is sent`(
        line: String, message: String?, next: String?
    ) {
        let record = (try? Params.record(Self.assignments(line), for: Self.action)) ?? [:]
        do throws(Stop) {
            try ParameterCheck(action: Self.action).check(record)
            #expect(message == nil)
        } catch {
            guard case .failure(let failure) = error else { return }
            #expect(failure.message == message)
            #expect(failure.next?.split(separator: "\n").first.map(String.init) == next)
        }
    }
}
