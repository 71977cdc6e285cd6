# fish completion for ogp; written by: ogp dev docs
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
