#!/bin/sh
# Manual pages and completions are clean under the checkers that there are here: mandoc, shellcheck, zsh, fish.
#   lint.sh SOURCE
set -eu
source=$1
status=0
missing=0
have() { command -v "$1" > /dev/null 2>&1 || { echo "SKIPPED: $1 is not installed"; missing=1; return 1; }; }
if have mandoc; then
    # Whether a page that is referred to is installed on this machine says nothing about ours.
    if mandoc -Tlint "$source"/man/*.[157] | grep -v 'referenced manual not found'; then status=1; fi
    # Its style rules count the escapes that it makes of Georgian letters, not the letters.
    mandoc -Tlint -W warning "$source"/man/ka/*.[157] || status=1
fi
if have shellcheck; then shellcheck -s bash "$source/completions/ogp.bash" || status=1; fi
if have zsh; then zsh -n "$source/completions/_ogp" || status=1; fi
if have fish; then fish -n "$source/completions/ogp.fish" || status=1; fi
[ $status -ne 0 ] || [ $missing -eq 0 ] || exit 77
exit $status
