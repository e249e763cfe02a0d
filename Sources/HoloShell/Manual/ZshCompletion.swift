/// The completion of zsh, with a description behind each word.
struct ZshCompletion {
    let words: ProcessWords

    var script: String {
        """
        #compdef holo
        # Completion of holo for zsh. Made by: holo completions zsh

        _holo_known() {
            # _arguments puts options of its own before the word.
            local word note list=$argv[-1]
            local -a known
            while IFS=$'\\t' read -r word note; do
                known+=("${word//:/\\\\:}:$note")
            done < <(_call_program holo-known "${(q)_holo_program}" ${(q)_holo_where} completions $list 2>/dev/null)
            _describe -t "$list" "$list" known
        }

        _holo_parameters() {
            setopt localoptions extendedglob
            local word note
            local -a known
            if [[ $PREFIX == (#b)([^:=]#)(:|)=* ]]; then
                local key=$match[1]
                compset -P '*='
                if [[ $PREFIX != @* ]]; then
                    while IFS=$'\\t' read -r word note; do
                        known+=("${word//:/\\\\:}:$note")
                    done < <(_call_program holo-known "${(q)_holo_program}" ${(q)_holo_where} completions values "${(q)line[1]}" "${(q)key}" 2>/dev/null)
                fi
                (( $#known )) && _describe -t values value known || _files
                return
            fi
            while IFS=$'\\t' read -r word note; do
                known+=("${word//:/\\\\:}:$note")
            done < <(_call_program holo-known "${(q)_holo_program}" ${(q)_holo_where} completions parameters "${(q)line[1]}" 2>/dev/null)
            _describe -t parameters parameter known -S '='
        }

        _holo_commands() {
            local -a verbs
            verbs=(
        \(words.verbs.map { "        \(item($0.name, $0.summary))" }.joined(separator: "\n"))
            )
            _describe -t commands command verbs
            _files
        }

        _holo() {
            local curcontext=$curcontext state line _holo_program=${words[1]/#\\~/$HOME}
            local -a _holo_where globals
            local -A opt_args
            integer index
            for ((index = 2; index < CURRENT; index++)); do
                case $words[index] in
                --local|--profile=*|--api-url=*) _holo_where+=("${words[index]}") ;;
                --profile|--api-url) _holo_where+=("${words[index]}" "${words[index+1]}") ;;
                esac
            done
            globals=(
        \(words.options.map { "        \(option($0))" }.joined(separator: "\n"))
            )
            _arguments -C $globals '-c[run commands]:commands: ' '1: :_holo_commands' '*:: :->rest' && return
            [[ $state == rest ]] || return 1
            case $words[1] in
        \(words.verbs.map(entry).joined(separator: "\n"))
            *) _files ;;
            esac
        }

        _holo "$@"

        """
    }

    private func entry(_ verb: ProcessWords.Verb) -> String {
        let options = verb.options.map(option)
        let places = verb.places.enumerated().map { index, kind in
            let isLast = verb.repeats && index == verb.places.count - 1
            return quoted("\(isLast ? "*" : "\(index + 1)"):\(message(kind)):\(action(kind))")
        }
        let all = (options + places).joined(separator: " ")
        return "    \(quoted(verb.name))) _arguments -C $globals \(all) ;;"
    }

    private func option(_ option: ProcessWords.Option) -> String {
        let help = escaped(option.help, "[]:")
        guard let kind = option.value else { return quoted("--\(option.name)[\(help)]") }
        return quoted("--\(option.name)=[\(help)]:\(escaped(option.placeholder, ":")):\(action(kind))")
    }

    private func action(_ kind: ProcessWords.Kind) -> String {
        switch kind {
        case .file: "_files"
        case .folder: "_files -/"
        case .choice(let choices): "(\(choices.joined(separator: " ")))"
        case .listed(let list): "_holo_known \(list)"
        case .parameter: "_holo_parameters"
        case .other: " "
        }
    }

    private func message(_ kind: ProcessWords.Kind) -> String {
        switch kind {
        case .file: "file"
        case .folder: "folder"
        case .listed(let list): list
        case .parameter: "parameter"
        case .choice, .other: "value"
        }
    }

    private func item(_ word: String, _ note: String) -> String { quoted("\(word):\(escaped(note, ""))") }

    private func escaped(_ text: String, _ special: String) -> String {
        text.map { special.contains($0) || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined()
    }

    private func quoted(_ text: String) -> String {
        "'\(text.map { $0 == "'" ? "'\\''" : "\($0)" }.joined())'"
    }
}
