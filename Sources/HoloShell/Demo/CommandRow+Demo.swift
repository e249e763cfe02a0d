import HoloLang
package import HoloRuntime
import HoloTerm

extension CommandRow {
    package static let demo = CommandRow(
        "demo", .process, "Types a script on the screen as a person would, and runs it: help demos.",
        examples: [
            "demo tour.holo", "demo tour.holo --cast tour.cast --cols 90 --rows 28",
            "demo tour.holo --speed max",
        ]
    ) { parameters in
        let options = DemoParameters(&parameters)
        return .session { (call, _) throws(Stop) in
            try DemoRun(options: options, call: call).run()
            return .null
        }
    }
}

/// What the process line says of a demo.
struct DemoParameters: Sendable {
    enum Speed: Sendable {
        case times(Double)
        case max

        var factor: Double {
            switch self {
            case .times(let factor): factor
            case .max: .infinity
            }
        }
    }

    let file: Handle<String>
    let cast: Handle<String?>
    let version: Handle<Int>
    let speed: Handle<Speed>
    let columns, rows: Handle<Int?>
    let seed: Handle<Int>
    let isLive, spends: Handle<Bool>

    init(_ parameters: inout Parameters) {
        file = parameters.required("FILE", .file, "the script; other words behind it are the script's")
        cast = parameters.option("cast", .file, "write what is shown to an asciicast, which asciinema plays")
        version = parameters.option(
            "cast-version", .integer(2...3), default: 3, "2 for asciinema before 3.0")
        speed = parameters.option(
            "speed", .speed, default: .times(1), "so many times as fast; max types and waits for nothing")
        columns = parameters.option("cols", .integer(20...400), "how wide it is shown; the terminal's width")
        rows = parameters.option("rows", .integer(5...200), "how high the cast is; the terminal's height")
        seed = parameters.option(
            "seed", .integer(0...1_000_000), default: 1, "another one types with other pauses")
        isLive = parameters.flag(
            "live", "use the profile's own server and credits, not a fresh local Holocron")
        spends = parameters.flag("spend", "with --live: do not ask before credits are spent")
    }
}

extension ArgumentType where T == DemoParameters.Speed {
    fileprivate static var speed: ArgumentType {
        ArgumentType(name: "N|max", expected: "a number such as 2, or max") { value in
            if value.text == "max" { return .max }
            guard let factor = Double(value.text), factor >= 0.1, factor <= 100 else { return nil }
            return .times(factor)
        }
    }
}
