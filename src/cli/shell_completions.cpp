#include "cli/shell_completions.hpp"

namespace ogp::cli {

std::string_view bash_completion()
{
    return R"script(# bash completion for ogp; written by: ogp dev docs
_ogp() {
    local current=${COMP_WORDS[COMP_CWORD]} line
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
            :files) while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$current") ;;
            :folders) while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$current") ;;
            *) COMPREPLY+=("${line%%$'\t'*}") ;;
        esac
    done < <(ogp __complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then
        compopt -o nospace
    fi
}
complete -o filenames -F _ogp ogp
)script";
}

std::string_view zsh_completion()
{
    return R"script(#compdef ogp
# zsh completion for ogp; written by: ogp dev docs
_ogp() {
    local line value help
    local -a plain assignments
    while IFS= read -r line; do
        case $line in
            :files) _files ;;
            :folders) _files -/ ;;
            *)
                value=${line%%$'\t'*}
                help=${line#*$'\t'}
                if [[ $value == *= ]]; then
                    assignments+=("${value//:/\\:}:$help")
                else
                    plain+=("${value//:/\\:}:$help")
                fi
                ;;
        esac
    done < <(ogp __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)
    (( ${#plain} )) && _describe 'ogp' plain
    (( ${#assignments} )) && _describe 'field' assignments -S ''
    return 0
}
_ogp "$@"
)script";
}

std::string_view fish_completion()
{
    return R"script(# fish completion for ogp; written by: ogp dev docs
function __ogp_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for line in (ogp __complete -- $words[2..-1] "$current" 2>/dev/null)
        switch $line
            case ':files'
                __fish_complete_path "$current"
            case ':folders'
                __fish_complete_directories "$current"
            case '*'
                echo $line
        end
    end
end
complete -c ogp -f -a '(__ogp_complete)'
)script";
}

} // namespace ogp::cli
