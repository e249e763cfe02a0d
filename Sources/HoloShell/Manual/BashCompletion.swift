/// The completion of bash, version 3.2 or later; nothing else has to be installed for it.
struct BashCompletion {
    let words: ProcessWords

    /// Words of a server are never given to `compgen -W`, which would run what is in `$( )` in them.
    var script: String {
        """
        # Completion of holo for bash. Made by: holo completions bash

        _holo_words() {
            local word
            for word in "$@"; do
                [[ $word == "$cur"* ]] && COMPREPLY+=("$word")
            done
        }

        _holo_known() {
            local word rest
            while IFS=$'\\t' read -r word rest; do
                [[ $word == "$cur"* ]] && COMPREPLY+=("$word$_holo_end")
            done < <("$_holo_program" ${_holo_where[@]+"${_holo_where[@]}"} completions "$@" 2>/dev/null)
        }

        _holo_kind() {
            case $1 in
            file) while IFS= read -r cur_file; do COMPREPLY+=("$cur_file"); done < <(compgen -f -- "$cur"); compopt -o filenames 2>/dev/null ;;
            folder) while IFS= read -r cur_file; do COMPREPLY+=("$cur_file"); done < <(compgen -d -- "$cur"); compopt -o filenames 2>/dev/null ;;
            choice:*) local IFS=,; _holo_words ${1#choice:} ;;
            parameter) _holo_end='='; _holo_known parameters "$_holo_action"; _holo_end=''; compopt -o nospace 2>/dev/null ;;
            listed:*) _holo_known "${1#listed:}" ;;
            esac
        }

        # The value of a parameter: one of a few where it is a choice, else what files are called.
        _holo_assigned() {
            [[ -n $_holo_action && $2 != *@ ]] && _holo_known values "$_holo_action" "$1"
            [[ ${#COMPREPLY[@]} == 0 ]] && _holo_kind file
        }

        # What the value of an option is, or nothing.
        _holo_value() {
            case "$1 $2" in
        \(valued)
            esac
        }

        _holo() {
            local cur=${COMP_WORDS[COMP_CWORD]} before='' verb='' _holo_action='' _holo_end='' cur_file
            local _holo_program=${COMP_WORDS[0]/#\\~/$HOME} kind options='' places='' word index place=0
            local -a _holo_where=()
            COMPREPLY=()
            local key=${COMP_WORDS[COMP_CWORD > 1 ? COMP_CWORD - 2 : 0]} equals=${COMP_WORDS[COMP_CWORD - 1]}
            [[ $cur == '=' || $cur == ':=' || $cur == *'=@' ]] && { key=$equals; equals=$cur; cur=''; }
            for ((index = 1; index < COMP_CWORD; index++)); do
                word=${COMP_WORDS[index]}
                # bash takes --name=value and key=value apart.
                [[ $word == '=' || $word == ':' || $word == ':=' || $word == *'=@' ]] && continue
                if [[ -n $before ]]; then
                    [[ $before == --profile || $before == --api-url ]] && _holo_where+=("$before" "$word")
                    before=''
                elif [[ $word == --* ]]; then
                    [[ -n $(_holo_value "$verb" "$word") || -n $(_holo_value '' "$word") ]] && before=$word
                    [[ $word == --local ]] && _holo_where+=("$word")
                elif [[ $word == -c ]]; then
                    return
                elif [[ -z $verb ]]; then
                    verb=$word
                elif [[ ${COMP_WORDS[index - 1]%@} != *'=' && ${COMP_WORDS[index + 1]%@} != *'=' ]]; then
                    [[ $place == 0 ]] && _holo_action=$word
                    place=$((place + 1))
                fi
            done
            if [[ -n $before ]]; then
                kind=$(_holo_value "$verb" "$before")
                _holo_kind "${kind:-$(_holo_value '' "$before")}"
                return
            fi
            [[ $equals == '=' || $equals == ':=' || $equals == *'=@' ]] && { _holo_assigned "$key" "$equals"; return; }
            if [[ -z $verb ]]; then
                if [[ $cur == -* ]]; then
                    _holo_words \(globals)
                else
                    _holo_words \(words.verbs.map { quoted($0.name) }.joined(separator: " "))
                    _holo_kind file
                fi
                return
            fi
            case $verb in
        \(words.verbs.map(entry).joined(separator: "\n"))
            *) _holo_kind file; return ;;
            esac
            if [[ $cur == -* ]]; then
                _holo_words $options \(globals)
                return
            fi
            index=0
            for kind in $places; do
                if [[ $index == "$place" || $kind == *'*' && $index -le $place ]]; then
                    _holo_kind "${kind%\\*}"
                    return
                fi
                index=$((index + 1))
            done
        }

        complete -F _holo holo

        """
    }

    private var globals: String {
        (words.options.map { quoted("--\($0.name)") } + ["-c", "-h"]).joined(separator: " ")
    }

    private func entry(_ verb: ProcessWords.Verb) -> String {
        let options = verb.options.map { "--\($0.name)" }.joined(separator: " ")
        let places = verb.places.enumerated().map { place, kind in
            word(kind) + (verb.repeats && place == verb.places.count - 1 ? "*" : "")
        }
        return "    \(quoted(verb.name))) options='\(options)' places='\(places.joined(separator: " "))' ;;"
    }

    private var valued: String {
        let own = words.verbs.flatMap { verb in verb.options.map { (verb.name, $0) } }
        let all = words.options.map { ("", $0) } + own
        return all.compactMap { verb, option in
            option.value.map { "    '\(verb) --\(option.name)') echo \(quoted(word($0))) ;;" }
        }.joined(separator: "\n")
    }

    private func word(_ kind: ProcessWords.Kind) -> String {
        switch kind {
        case .file: "file"
        case .folder: "folder"
        case .choice(let choices): "choice:" + choices.joined(separator: ",")
        case .listed(let list): "listed:" + list
        case .parameter: "parameter"
        case .other: "other"
        }
    }

    private func quoted(_ text: String) -> String { "'\(text)'" }
}
