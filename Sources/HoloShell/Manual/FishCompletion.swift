/// The completion of fish, with a description behind each word.
struct FishCompletion {
    let words: ProcessWords

    var script: String {
        """
        # Completion of holo for fish. Made by: holo completions fish

        # The words before the cursor that are neither options nor their values.
        function __holo_words
            set -l skip 0
            for word in (commandline -opc)[2..-1]
                if test $skip = 1
                    set skip 0
                else if string match -qr -- '^--?[a-z]' $word
                    contains -- $word \(valued) -c; and set skip 1
                else
                    echo -- $word
                end
            end
        end

        function __holo_needs_command
            test (count (__holo_words)) = 0
        end

        # Whether this command is named, and so many arguments stand behind it; `more` for that many or more.
        function __holo_at
            set -l words (__holo_words)
            test (count $words) -gt 0; and test "$words[1]" = $argv[1]; or return 1
            test (count $argv) = 1; and return 0
            set -l place (math (count $words) - 1)
            test "$argv[3]" = more; and test $place -ge $argv[2]; or test $place = $argv[2]
        end

        function __holo_known
            set -l where
            set -l words (commandline -opc)
            for index in (seq 2 (count $words))
                switch $words[$index]
                    case --local '--profile=*' '--api-url=*'
                        set -a where $words[$index]
                    case --profile --api-url
                        set -a where $words[$index] $words[(math $index + 1)]
                end
            end
            $words[1] $where completions $argv 2>/dev/null
        end

        # Behind the = of a parameter come its values, where it is a choice.
        function __holo_parameters
            set -l token (commandline -ct)
            if string match -qr '^[^=]+=' -- $token
                set -l start (string match -r '^[^=]+=' -- $token)
                set -l key (string trim -r -c ':=' -- $start)
                set -l values (__holo_known values (__holo_words)[2] $key)
                if test (count $values) = 0
                    set start (string match -r '^[^=]+=@?' -- $token)
                    set values (__fish_complete_path (string replace -- $start '' $token))
                end
                test (count $values) -gt 0; and printf "$start%s\\n" $values
                return
            end
            __holo_known parameters (__holo_words)[2] | string replace -r '\\t' '=\\t'
        end

        complete -c holo -n __holo_needs_command -a '(__fish_complete_suffix .holo)'
        \((globals + words.verbs.flatMap(lines)).joined(separator: "\n"))

        """
    }

    private var valued: String {
        let all = words.options + words.verbs.flatMap(\.options)
        let names = Set(all.filter { $0.value != nil }.map { "--\($0.name)" })
        return names.sorted().joined(separator: " ")
    }

    private var globals: [String] {
        ["complete -c holo -s c -x -d 'run commands'"]
            + words.options.map { "complete -c holo" + option($0) }
    }

    private func lines(_ verb: ProcessWords.Verb) -> [String] {
        let command =
            "complete -c holo -f -n __holo_needs_command -a \(verb.name) -d \(quoted(verb.summary))"
        let options = verb.options.map { "complete -c holo -n '__holo_at \(verb.name)'" + option($0) }
        let places = verb.places.enumerated().map { index, kind in
            let more = verb.repeats && index == verb.places.count - 1 ? " more" : ""
            return "complete -c holo -n '__holo_at \(verb.name) \(index)\(more)'" + argument(kind)
        }
        return [command] + options + places
    }

    private func option(_ option: ProcessWords.Option) -> String {
        let head = " -l \(option.name) -d \(quoted(option.help))"
        guard let kind = option.value else { return head }
        return head + (kind == .file || kind == .folder ? " -r" : " -x") + words(kind)
    }

    private func argument(_ kind: ProcessWords.Kind) -> String {
        kind == .file ? " -F" : " -f" + words(kind)
    }

    private func words(_ kind: ProcessWords.Kind) -> String {
        switch kind {
        case .file: " -F"
        case .folder: " -a '(__fish_complete_directories)'"
        case .choice(let choices): " -a \(quoted(choices.joined(separator: " ")))"
        case .listed(let list): " -a '(__holo_known \(list))'"
        case .parameter: " -a '(__holo_parameters)'"
        case .other: ""
        }
    }

    private func quoted(_ text: String) -> String {
        "'\(text.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined())'"
    }
}
