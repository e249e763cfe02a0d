import Foundation
import HoloRuntime
import Testing

@testable import HoloShell

/// The completions of the system's shells and the manual page, made by the program and read by those who use them.
@Suite struct ShellCompletionTests {
    private static let table = CommandTable(CommandTable.standardRows + [.completions, .man])

    private static func has(_ program: String) -> Bool {
        ["/usr/bin", "/bin", "/usr/local/bin"].contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
        }
    }

    @Test func `every command and option is in every script and in the page`() {
        let words = ProcessWords(Self.table)
        let scripts = [
            BashCompletion(words: words).script, ZshCompletion(words: words).script,
            FishCompletion(words: words).script,
            ManualPage(table: Self.table).text.replacing("\\-", with: "-"),
        ]
        let commands = Self.table.rows.filter { $0.group != .functions }
        #expect(commands.count > 40)
        for script in scripts {
            for row in commands {
                #expect(script.contains(row.name))
                for parameter in row.signature.parameters
                where parameter.kind == .option || parameter.kind == .flag {
                    #expect(script.contains(parameter.name), "\(row.name) --\(parameter.name)")
                }
            }
            for option in ProcessOptions.rows { #expect(script.contains(option.name)) }
        }
    }

    /// What bash offers at the end of a command line.
    private func bash(_ line: String, holo: HoloProgram) async throws -> [String] {
        let script = try await holo("completions", "bash").output
        _ = try holo.write(script, to: "holo.bash")
        let program = """
            PATH=$1:$PATH; source ./holo.bash
            COMP_LINE=$2; COMP_POINT=${#2}
            # As bash takes a line apart: at spaces, and =, =@ and : are words of their own.
            COMP_WORDS=(); rest=$2
            while [[ -n $rest ]]; do
                case $rest in
                ' '*) rest=${rest# }; [[ -z $rest ]] && COMP_WORDS+=('') ;;
                '=@'*) COMP_WORDS+=('=@'); rest=${rest#=@}; [[ -z $rest ]] && COMP_WORDS+=('') ;;
                '='*) COMP_WORDS+=('='); rest=${rest#=}; [[ -z $rest ]] && COMP_WORDS+=('') ;;
                *) word=${rest%%[ =]*}; COMP_WORDS+=("$word"); rest=${rest#"$word"} ;;
                esac
            done
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _holo holo 2>&1
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let folder = URL(filePath: HoloProgram.path).deletingLastPathComponent().path
        let ended = try await holo.run(["-c", program, "bash", folder, line], program: "/bin/bash")
        #expect(ended.errors == "")
        return ended.output.split(separator: "\n").map(String.init)
    }

    @Test(arguments: [
        ("holo subm", ["submit"]), ("holo --prof", ["--profile"]),
        ("holo --local jobs --l", ["--limit", "--local"]),
        ("holo --local submit li_pr", ["li_profile_scrape"]),
        ("holo --local submit li_profile_scrape prof", ["profile_url="]),
        ("holo --profile d", ["default"]), ("holo --profile=d", ["default"]), ("holo use lo", ["local"]),
        ("holo read peo", ["people.csv"]), ("holo check peo", ["people.csv"]), ("holo peo", ["people.csv"]),
        ("holo read people.csv --as nd", ["ndjson"]), ("holo help oper", ["operators"]),
        ("holo --local submit yt_search query=peo", ["people.csv"]),
        ("holo --local run am_search_products sort=pr", ["price_asc", "price_desc"]),
        ("holo --local run am_search_products sort=", ["relevance", "price_asc", "price_desc", "rating"]),
        ("holo --local run am_search_products query=x sort=price_a", ["price_asc"]),
        ("holo --api-url http://127.0.0.1:8787 describe li_pr", []),
        ("holo --local run yt_search query=@peo", ["people.csv"]), ("holo completions zs", ["zsh"]),
    ])
    func `bash completes`(line: String, expected: [String]) async throws {
        let holo = try HoloProgram()
        _ = try holo.write("a\n1\n", to: "people.csv")
        let found = try await bash(line, holo: holo)
        #expect(Set(found) == Set(expected))
    }

    @Test(
        .enabled(if: has("fish"), "fish is not installed"),
        arguments: [
            ("holo subm", "submit\tSubmits an action"), ("holo --prof", "--profile\tuse this profile"),
            ("holo --local submit li_pr", "li_profile_scrape\t2 cr · "),
            ("holo --local submit li_profile_scrape prof", "profile_url=\ttext, required"),
            ("holo use lo", "local"),
            ("holo --local run am_search_products sort=pr", "sort=price_asc"),
            ("holo --local run yt_search query=peo", "query=people.csv"),
            ("holo read peo", "people.csv"), ("holo read --as nd", "ndjson"),
            ("holo help oper", "operators\t"),
        ])
    func `fish completes`(line: String, expected: String) async throws {
        let holo = try HoloProgram()
        _ = try holo.write("a\n1\n", to: "people.csv")
        _ = try holo.write(try await holo("completions", "fish").output, to: "holo.fish")
        let folder = URL(filePath: HoloProgram.path).deletingLastPathComponent().path
        let program = "set -x PATH \(folder) $PATH; source ./holo.fish; complete -C \"$argv[1]\""
        let ended = try await holo.run(["-N", "-c", program, line], program: "/usr/bin/fish")
        #expect(ended.output.split(separator: "\n").contains { $0.hasPrefix(expected) }, "\(ended)")
    }

    @Test(
        .enabled(if: has("zsh"), "zsh is not installed"),
        arguments: [
            ("holo subm", "submit"), ("holo --local submit li_profile_s", "li_profile_scrape"),
            ("holo --local submit li_profile_scrape pr", "profile_url="), ("holo read peo", "people.csv"),
            ("holo read --as=nd", "ndjson"), ("holo --local jobs --lim", "--limit"),
            ("holo use loc", "local"),
            ("holo --local run am_search_products sort=price_a", "sort=price_asc"),
            ("holo --local run yt_search query=peo", "query=people.csv"),
            ("holo --api-url http://127.0.0.1:8787 --local describe li_profile_s", "li_profile_scrape"),
        ])
    func `zsh completes`(line: String, expected: String) async throws {
        let holo = try HoloProgram()
        _ = try holo.write("a\n1\n", to: "people.csv")
        _ = try holo.write(try await holo("completions", "zsh").output, to: "_holo")
        let folder = URL(filePath: HoloProgram.path).deletingLastPathComponent().path
        // A shell on a terminal of its own, whose line is shown after Tab; what does not come is not waited for long.
        let program = """
            zmodload zsh/zpty
            zpty shell zsh -f -i
            expected() {
                local chunk
                text=''
                repeat 400; do
                    if zpty -rt shell chunk; then
                        text+=$chunk
                        [[ $text == *${~1}* ]] && return
                    else
                        sleep 0.05
                    fi
                done
                print -r "never came: $text"
                exit 1
            }
            zpty -w shell "PS1=; PATH=\(folder):$PATH; fpath=($PWD $fpath); autoload -U compinit; compinit -u -d $PWD/dump"
            zpty -w shell 'show() { print -r -- "<$BUFFER>" }; zle -N show; bindkey "^X" show; print re""ady'
            expected ready
            zpty -w -n shell "$1"$'\\t\\x18'
            expected '<holo*>'
            print -r -- $text
            """
        let ended = try await holo.run(["-f", "-c", program, "zsh", line], program: "/usr/bin/zsh")
        let words = line.split(separator: " ").dropLast().joined(separator: " ")
        let option = line.hasSuffix("--as=nd") ? "--as=" : ""
        #expect(ended.output.contains("<\(words) \(option)\(expected)"), "\(ended)")
    }

    @Test(.enabled(if: has("man") && has("mandoc"), "man and mandoc are not installed"))
    func `the manual page is one that both readers of such pages take`() async throws {
        let holo = try HoloProgram()
        let page = try holo.write(try await holo("man").output, to: "holo.1")
        let linted = try await holo.run(["-T", "lint", "-W", "warning", page], program: "/usr/bin/mandoc")
        #expect(linted.output == "" && linted.status == 0, "\(linted.output)")
        let shown = try await holo.run(
            ["-l", "--warnings", page], program: "/usr/bin/man", with: ["MANWIDTH": "80"])
        #expect(shown.errors == "")
        #expect(shown.output.contains("--profile NAME") && shown.output.contains("EXIT STATUS"))
    }

    @Test func `scripts/install puts everything in place, twice, and says what is missing`() async throws {
        let holo = try HoloProgram()
        let root = URL(filePath: #filePath).pathComponents.dropLast(3).joined(separator: "/").dropFirst()
        let install = "\(root)/scripts/install"
        let prefix = holo.home + "/some place"
        for _ in 0..<2 {
            let ended = try await holo.run(["--binary", HoloProgram.path, prefix], program: install)
            #expect(ended.status == 0, "\(ended.errors)")
            #expect(ended.output.contains("\(prefix)/bin is not on the PATH"))
        }
        let files = try FileManager.default.subpathsOfDirectory(atPath: prefix).filter { path in
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(
                atPath: "\(prefix)/\(path)", isDirectory: &isFolder)
            return exists && !isFolder.boolValue
        }
        #expect(
            files.sorted() == [
                "bin/holo", "share/bash-completion/completions/holo",
                "share/fish/vendor_completions.d/holo.fish",
                "share/man/man1/holo.1", "share/zsh/site-functions/_holo",
            ])
        let version = try await holo.run(["--version"], program: prefix + "/bin/holo")
        #expect(version.output.hasPrefix("holo "))
        let staged = try await holo.run(
            ["--binary", HoloProgram.path, "/usr"], program: install,
            with: ["DESTDIR": holo.home + "/stage", "PATH": "/usr/bin:/bin"])
        #expect(staged.output == "\(holo.home)/stage/usr/bin/holo\n")
        let wrong = try await holo.run(["--binary", "/nowhere"], program: install)
        #expect(wrong.status == 2 && wrong.errors.contains("/nowhere is not a program"))
        #expect(try await holo.run(["--what"], program: install).status == 2)
    }
}
