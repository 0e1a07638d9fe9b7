#!/bin/sh
# Tell a room something, with a room token and curl or wget. Copy it into a cron job or a build.
#
#   CHAT=https://chat.example.com ROOM=Deploys TOKEN=... ./notify.sh green 'Backup is done'
#   ... ./notify.sh red 'Backup failed' && ... ./notify.sh card 'Build 17' https://ci.example.com/17 '42 tests passed'
#
# The token: the room's page, «Integrations», or `chinwag token create --room Deploys`. ROOM is the room's name or id.
# It ends with 0 when the room has it; otherwise it says why not.
set -eu

say() { printf '%s\n' "$*" >&2; }

usage() {
  say "usage: $0 green|red|yellow|gray|purple TEXT"
  say "       $0 card TITLE URL TEXT"
  say "with CHAT, ROOM and TOKEN in the environment"
  exit 64
}

# A text as a JSON string. What programs print has quotes, backslashes, tabs and colours (escape characters) in it.
quoted() {
  printf '"'
  printf '%s\n' "$1" | LC_ALL=C tr -d '\000-\010\013-\037\177' |
    LC_ALL=C sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e "s/$(printf '\t')/\\\\t/g" |
    LC_ALL=C awk '{ printf "%s%s", between, $0; between = "\\n" }'
  printf '"'
}

# A room's name as a part of a path: each byte as %XX.
escaped() { printf '%s' "$1" | od -An -v -tx1 | tr -d '\n' | sed 's/ /%/g'; }

[ -n "${CHAT:-}" ] && [ -n "${ROOM:-}" ] && [ -n "${TOKEN:-}" ] && [ $# -ge 2 ] || usage

case "$1" in
  green | red | yellow | gray | purple)
    notify=false
    [ "$1" != red ] || notify=true # a failure may ring
    body="{\"color\": \"$1\", \"notify\": $notify, \"message_format\": \"text\", \"message\": $(quoted "$2")}"
    ;;
  card)
    [ $# -eq 4 ] || usage
    # `id` is the card's own; `message` is what clients without cards show.
    card="{\"style\": \"application\", \"format\": \"medium\", \"id\": $(quoted "card-$(date +%s)-$$"),
      \"title\": $(quoted "$2"), \"url\": $(quoted "$3"),
      \"description\": {\"format\": \"text\", \"value\": $(quoted "$4")}}"
    body="{\"message_format\": \"text\", \"message\": $(quoted "$2: $4"), \"card\": $card}"
    ;;
  *) usage ;;
esac

url="${CHAT%/}/v2/room/$(escaped "$ROOM")/notification"

# The token goes through a file that only we can read: arguments of programs can be seen by everybody on the machine.
umask 077
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
printf '%s' "$body" >"$folder/body"

if command -v curl >/dev/null; then
  printf 'header = "Authorization: Bearer %s"\n' "$TOKEN" >"$folder/curl"
  curl --silent --show-error --fail-with-body --max-time 20 --config "$folder/curl" \
    --header 'Content-Type: application/json' --data-binary "@$folder/body" "$url"
elif command -v wget >/dev/null; then
  printf 'header = Authorization: Bearer %s\n' "$TOKEN" >"$folder/wget"
  # wget tells even of success, so what it says is kept until it fails.
  wget --no-verbose --content-on-error --timeout=20 --tries=1 --output-document=- --config="$folder/wget" \
    --header='Content-Type: application/json' --post-file="$folder/body" "$url" 2>"$folder/said" || {
    status=$?
    cat "$folder/said" >&2
    exit "$status"
  }
else
  say 'Neither curl nor wget is here.'
  exit 69
fi
