import Glibc
import HoloLang
import Yams

/// `config.yaml`: the profiles, and which one is used when none is named.
package struct Config: Sendable {
    package var profile = "default"
    package var profiles: [String: Profile] = [:]
    package var redaction = Redaction()
    /// The command that shows what does not fit the screen, or `off`.
    package var pager: String?
    /// As `--plain`.
    package var isPlain = false
    package var prompt = PromptTemplate.standard
    package var rightPrompt = PromptTemplate.standardRight
    /// A job that ran for longer than this rings when it ends; nil for never.
    package var notifyAfter: Duration? = .seconds(30)

    package init() {}

    /// - Throws: a failure that names the file and the line.
    package init(yaml text: String, name: String) throws(Stop) {
        let root: Node?
        do {
            root = try compose(yaml: text)
        } catch {
            let line = (error as? YamlError).flatMap(Config.line)
            throw Config.failure(name, line: line, "it is not YAML")
        }
        guard let root, root != Node("") else { return }
        guard let settings = root.mapping else {
            throw Config.failure(name, line: 1, "it is not a list of settings")
        }
        for (key, value) in settings { try read(key, value, name) }
    }

    private mutating func read(_ key: Node, _ value: Node, _ name: String) throws(Stop) {
        switch key.string {
        case "profile": profile = try Config.text(value, name)
        case "pager": pager = try Config.text(value, name)
        case "plain":
            guard let flag = value.bool else {
                throw Config.failure(name, line: value.mark?.line, "plain is true or false")
            }
            isPlain = flag
        case "profiles":
            guard let entries = value.mapping else {
                throw Config.failure(
                    name, line: value.mark?.line, "profiles is not a list of names with settings")
            }
            for (key, value) in entries {
                let profile = try Config.profile(try Config.text(key, name), value, name)
                profiles[profile.name] = profile
            }
        case "redact": redaction = try Config.redaction(value, name)
        case "prompt": prompt = try Config.template(value, name)
        case "right_prompt": rightPrompt = try Config.template(value, name)
        case "notify_after": notifyAfter = try Config.duration(value, name)
        default:
            throw Config.failure(
                name, line: key.mark?.line, "there is no setting \(key.string ?? "")",
                next: Config.didYouMean(
                    key.string,
                    [
                        "pager", "plain", "profile", "profiles", "prompt", "right_prompt", "notify_after",
                        "redact",
                    ]))
        }
    }

    private static func profile(_ profileName: String, _ value: Node, _ name: String) throws(Stop) -> Profile
    {
        guard let settings = value.mapping else {
            throw failure(name, line: value.mark?.line, "the profile \(profileName) has no settings")
        }
        guard
            profileName.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }),
            profileName != "local"
        else {
            throw failure(name, line: value.mark?.line, "a profile cannot be called \(profileName)")
        }
        var profile = Profile(name: profileName)
        for (key, value) in settings {
            switch key.string {
            case "api_url": profile.url = try text(value, name)
            case "prefix": profile.prefix = try text(value, name)
            case "key_command": profile.keyCommand = try program(value, name)
            case "post_rate": profile.postRate = try text(value, name)
            case "poll_rate": profile.pollRate = try text(value, name)
            default:
                throw failure(
                    name, line: key.mark?.line, "a profile has no setting \(key.string ?? "")",
                    next: didYouMean(
                        key.string, ["api_url", "prefix", "key_command", "post_rate", "poll_rate"]))
            }
        }
        return profile
    }

    private static func redaction(_ value: Node, _ name: String) throws(Stop) -> Redaction {
        guard let settings = value.mapping else {
            throw failure(name, line: value.mark?.line, "redact has no settings")
        }
        var redaction = Redaction()
        for (key, value) in settings {
            guard let items = value.sequence else {
                throw failure(name, line: value.mark?.line, "\(key.string ?? "") is not a list")
            }
            var texts: [String] = []
            for item in items { texts.append(try text(item, name)) }
            switch key.string {
            case "fields": redaction.fields = texts
            case "keep": redaction.keep = texts
            case "values": redaction.values = texts
            default:
                throw failure(
                    name, line: key.mark?.line, "redact has no setting \(key.string ?? "")",
                    next: didYouMean(key.string, ["fields", "keep", "values"]))
            }
        }
        return redaction
    }

    private static func template(_ node: Node, _ name: String) throws(Stop) -> PromptTemplate {
        do throws(PromptTemplate.UnknownField) {
            return try PromptTemplate(node.string ?? "")
        } catch {
            let fields = PromptTemplate.Field.allCases.map { "{\($0.rawValue)}" }.joined(separator: ", ")
            throw failure(
                name, line: node.mark?.line, "a prompt has no field {\(error.name)}",
                next: "the fields are \(fields)")
        }
    }

    private static func duration(_ node: Node, _ name: String) throws(Stop) -> Duration? {
        let text = node.string ?? ""
        if text == "never" { return nil }
        let units = ["s": 1, "m": 60, "h": 3600]
        guard let count = Int(text.dropLast()), count >= 0, count < 1_000_000,
            let unit = text.last.flatMap({ units[String($0)] })
        else {
            throw failure(
                name, line: node.mark?.line, "notify_after is a time such as 30s, or never, not \(text)")
        }
        return .seconds(count * unit)
    }

    private static func text(_ node: Node, _ name: String) throws(Stop) -> String {
        guard let text = node.string, !text.isEmpty else {
            throw failure(name, line: node.mark?.line, "text is missing")
        }
        return text
    }

    /// A list is a program and its arguments; a text is for the shell.
    private static func program(_ node: Node, _ name: String) throws(Stop) -> [String] {
        guard let words = node.sequence else { return ["/bin/sh", "-c", try text(node, name)] }
        var all: [String] = []
        for word in words { all.append(try text(word, name)) }
        guard !all.isEmpty else { throw failure(name, line: node.mark?.line, "the list has no program") }
        return all
    }

    private static func didYouMean(_ text: String?, _ names: [String]) -> String {
        nearest(to: text ?? "", in: names).map { "did you mean \($0)?" }
            ?? "the settings are \(names.joined(separator: ", "))"
    }

    private static func line(of error: YamlError) -> Int? {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        default: nil
        }
    }

    private static func failure(_ name: String, line: Int?, _ why: String, next: String? = nil) -> Stop {
        let place = line.map { ", line \($0)" } ?? ""
        return .failed("CONFIG", "\(name)\(place): \(why)", next: next ?? "correct the file or move it away")
    }
}

extension Config {
    /// The file's settings; the defaults when there is no file.
    package static func load(_ path: String) throws(Stop) -> Config {
        guard unsafe access(path, F_OK) == 0 else { return Config() }
        do {
            return try Config(yaml: try Files().readText(path), name: path)
        } catch {
            guard case .failure(let failure) = error, failure.code == "FILE" else { throw error }
            throw .failed("CONFIG", failure.message, next: failure.next ?? "correct the file or move it away")
        }
    }
}
