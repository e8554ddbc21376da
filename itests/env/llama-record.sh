#!/bin/sh
# Records what the server of llama.sh answers, byte for byte, into the provider's test resources; see the README there.
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
into=$here/../../bundles/provider-openai/src/test/resources/recorded/llama.cpp
work=$(mktemp -d)
mkfifo "$work/stdin" "$work/stdout"
"$here/llama.sh" serve --context 2048 --most 48 <"$work/stdin" >"$work/stdout" 2>"$work/log" &
server=$!
exec 3>"$work/stdin"
# With its standard input closed the server ends.
trap 'exec 3>&-; wait $server; rm -rf "$work"' EXIT
read -r url <"$work/stdout" || { cat "$work/log" >&2; exit 1; }

get() {
  curl -sS "$1" -o "$into/$2"
}

# Names a request and where its reply goes; checks the status.
chat() {
  status=$(curl -sSN "$url/chat/completions" -H 'Content-Type: application/json' -d "@$into/$1" -o "$into/$2" -w '%{http_code}')
  [ "$status" = "$3" ] || { echo "$1: HTTP $status instead of $3" >&2; exit 1; }
}

get "$url/models" models.json
chat text.request.json text.sse 200
chat tool-call.request.json tool-call.sse 200
chat tool-call-cut.request.json tool-call-cut.sse 200
chat bad-arguments.request.json bad-arguments.500.json 500
chat overflow.request.json overflow.400.json 400
