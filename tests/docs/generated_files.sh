#!/bin/sh
# The manual pages, completions and the README's command table are written from the command table and committed; this test
# writes them again and fails where a committed file is not what the program gives now. `ogp dev docs .` brings them up to date.
#   generated_files.sh PROGRAM SOURCE
set -eu
program=$1
source=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
[ ! -f "$source/README.md" ] || cp "$source/README.md" "$folder/"
"$program" dev docs "$folder" > "$folder.list"
status=0
while IFS= read -r file; do
    name=${file#"$folder"/}
    if ! cmp -s "$file" "$source/$name"; then
        echo "$name is not what the command table gives: run ogp dev docs ."
        diff "$source/$name" "$file" | head -n 5 || true
        status=1
    fi
done < "$folder.list"
# A page of a command that is gone must go as well.
for file in "$source"/man/ogp*.1 "$source"/man/ka/ogp*.1; do
    [ -f "$folder/${file#"$source"/}" ] || { echo "${file#"$source"/} belongs to no command"; status=1; }
done
rm -f "$folder.list"
exit $status
