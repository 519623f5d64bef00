#!/usr/bin/env bash
# Kills a server under load with SIGKILL, again and again, and compares what was acknowledged with what the database holds.
#
#   bash tests/crash.sh N [sqlite|postgres]      N kills; PostgreSQL itself is killed in turn
#        --directory DIR                         the database lies in DIR
#        --power-loss FIFO                       after each kill LazyFS, mounted at DIR, forgets what was not synced
#        --power-lost FIFO                       LazyFS's fifo_path_completed: waits until it has forgotten
#        --clients N  --seed N                   how many clients; what decides when to kill
#        --built                                 the solution was built in Release already
#
# The last line is "kills N, acknowledged A, lost 0, doubled 0, broken chains 0, timers missed 0"; any other number of the last four ends with 1.
set -u

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd) || exit 2
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

if [ $# -eq 0 ]; then sed -n '2,11s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 2; fi
kills=$1
shift
store=sqlite
case "${1:-}" in
    sqlite | postgres) store=$1; shift ;;
esac

built=false
arguments=()
for argument in "$@"; do
    if [ "$argument" = --built ]; then built=true; else arguments+=("$argument"); fi
done

if ! $built; then
    for project in hosts/Xiezhi.Server tests/Xiezhi.Crash; do
        dotnet build "$root/$project" -c Release --nologo -v quiet -clp:NoSummary -nodeReuse:false || exit 2
    done
fi

exec dotnet "$root/tests/Xiezhi.Crash/bin/Release/net10.0/Xiezhi.Crash.dll" "$kills" --store "$store" \
    --server "$root/hosts/Xiezhi.Server/bin/Release/net10.0/Xiezhi.Server.dll" ${arguments[@]+"${arguments[@]}"}
