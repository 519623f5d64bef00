#!/usr/bin/env bash
# Kills a server under load with SIGKILL, again and again, and compares what was acknowledged with what the database holds.
#
#   bash tests/crash.sh N [sqlite|postgres]      N kills; PostgreSQL itself is killed in turn
#        --directory DIR                         the database lies in DIR, where none may be yet
#        --power-loss FIFO                       after each kill LazyFS, mounted at DIR or above it, forgets what was not synced
#        --power-lost FIFO                       LazyFS's fifo_path_completed: waits until it has forgotten
#        --clients N  --seed N                   how many clients; what decides when to kill
#        --built                                 server and test were built in Release already
#
# The last line is "kills N, acknowledged A, lost 0, doubled 0, broken chains 0, timers missed 0"; any other number of the last four ends with 1.
# What could not be tried ends with 2, and a run that is interrupted with 130; neither leaves a process behind.
set -u

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd) || exit 2
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

usage() { sed -n '2,13s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }
wrong() { echo "$1" >&2; usage >&2; exit 2; }

case "${1:-}" in
    -h | --help) usage; exit 0 ;;
    '') wrong "How many kills?" ;;
    *[!0-9]*) wrong "\"$1\" is not a number of kills." ;;
esac
kills=$1
shift
store=sqlite
case "${1:-}" in
    sqlite | postgres) store=$1; shift ;;
    --* | '') ;;
    *) wrong "\"$1\" is no store: sqlite or postgres." ;;
esac

# Before minutes of building, not after.
built=false
arguments=()
while [ $# -gt 0 ]; do
    case "$1" in
        --built) built=true; shift ;;
        --directory | --power-loss | --power-lost | --clients | --seed)
            [ $# -ge 2 ] || wrong "$1 needs a value."
            arguments+=("$1" "$2")
            shift 2
            ;;
        *) wrong "Unknown argument $1." ;;
    esac
done

crash="$root/tests/Xiezhi.Crash/bin/Release/net10.0/Xiezhi.Crash.dll"
server="$root/hosts/Xiezhi.Server/bin/Release/net10.0/Xiezhi.Server.dll"
if ! $built; then
    for project in hosts/Xiezhi.Server tests/Xiezhi.Crash; do
        dotnet build "$root/$project" -c Release --nologo -v quiet -clp:NoSummary -nodeReuse:false || exit 2
    done
fi

for program in "$crash" "$server"; do
    [ -f "$program" ] || { echo "$program is not there: leave --built out, and it is built." >&2; exit 2; }
done

exec dotnet "$crash" "$kills" --store "$store" --server "$server" ${arguments[@]+"${arguments[@]}"}
