#!/usr/bin/env bash
# Builds the solution and runs every test project. The last line of output is "N passed, N failed, N skipped".
#
#   bash tests/run.sh           everything
#   bash tests/run.sh --fast    without what needs a server or a browser (trait Needs=Server, Needs=Browser), nor PostgreSQL
#
# Needs the .NET 10 SDK. What single tests need besides is set up by the functions under "What tests need", when a test needs it.
set -u

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 NO_COLOR=1 TERM=dumb

configuration=Release
fast=false
project_limit=${XIEZHI_PROJECT_SECONDS:-900}   # one project that hangs must not use up everybody's time
passed=0
failed=0
skipped=0

for argument in "$@"; do
    case "$argument" in
        --fast) fast=true ;;
        *) echo "Unknown argument $argument; known is --fast." >&2; echo "0 passed, 1 failed, 0 skipped"; exit 2 ;;
    esac
done

work=$(mktemp -d) || exit 1
stop_postgresql=true   # becomes what stops the server that need_postgresql starts
trap '$stop_postgresql; rm -rf "$work"' EXIT

finish() {
    echo "$passed passed, $failed failed, $skipped skipped"
    if [ "$failed" -gt 0 ]; then exit 1; else exit 0; fi
}

# --- What tests need -------------------------------------------------------------------------------------------------
# A function a need, called from prepare; it installs only what is missing and says what it did.

need_dotnet() {
    if ! command -v dotnet > /dev/null; then
        echo "The .NET 10 SDK is missing: install the package dotnet-sdk-10.0."
        failed=$((failed + 1))
        finish
    fi
}

# A PostgreSQL server of its own, on a socket in a temporary folder; its tests find it by XIEZHI_POSTGRESQL, and say that they are skipped where
# there is none. A server that the variable names already is used instead.
need_postgresql() {
    if $fast; then unset XIEZHI_POSTGRESQL; return; fi
    if [ -n "${XIEZHI_POSTGRESQL:-}" ]; then return; fi

    local bin as=() data attempt
    bin=$(postgresql_programs)
    if [ -z "$bin" ] && [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null; then
        for attempt in 1 2 3; do
            echo "Installing PostgreSQL (attempt $attempt of 3)"
            { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql; } > "$work/apt.log" 2>&1 && break
            sleep $((attempt * 5))
        done
        bin=$(postgresql_programs)
    fi

    if [ -z "$bin" ]; then
        echo "PostgreSQL is missing and could not be installed: its tests are skipped. Install the package postgresql."
        return
    fi

    # The server refuses to run as root; the package made a user for it.
    data=$(mktemp -d "${TMPDIR:-/tmp}/xiezhi-pg.XXXXXX") || return
    if [ "$(id -u)" -eq 0 ]; then
        as=(runuser -u postgres --)
        chown postgres "$data"
    fi

    # A language's order of letters, so that a query that relies on it is found; initdb before 15 knows no ICU.
    if ! (cd "$data" && { ${as[@]+"${as[@]}"} "$bin/initdb" -D "$data/db" -U xiezhi -A trust -E UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=en ||
            { rm -rf "$data/db"; ${as[@]+"${as[@]}"} "$bin/initdb" -D "$data/db" -U xiezhi -A trust -E UTF8 --no-locale; }; } &&
        ${as[@]+"${as[@]}"} "$bin/pg_ctl" -D "$data/db" -w -t 60 -l "$data/log" -o "-c listen_addresses= -c unix_socket_directories=$data -c max_connections=300" start
    ) > "$work/postgresql.log" 2>&1; then
        echo "PostgreSQL does not start: its tests are skipped."
        tail -20 "$work/postgresql.log"
        cat "$data/log" 2> /dev/null
        rm -rf "$data"
        return
    fi

    stop_postgresql="stop_own_postgresql"
    own_postgresql_bin=$bin own_postgresql_data=$data
    export XIEZHI_POSTGRESQL="Host=$data;Username=xiezhi;Database=postgres"
    echo "PostgreSQL $("$bin/postgres" --version | grep -oE '[0-9]+(\.[0-9]+)?' | head -1) runs in $data"
}

stop_own_postgresql() {
    local as=()
    if [ "$(id -u)" -eq 0 ]; then as=(runuser -u postgres --); fi
    (cd / && ${as[@]+"${as[@]}"} "$own_postgresql_bin/pg_ctl" -D "$own_postgresql_data/db" -m immediate stop) > /dev/null 2>&1
    rm -rf "$own_postgresql_data"
}

# The folder of the newest server's programs.
postgresql_programs() {
    local found
    found=$(ls -d /usr/lib/postgresql/*/bin/initdb 2> /dev/null | sort -t/ -k5 -n | tail -1)
    [ -n "$found" ] || found=$(command -v initdb)
    [ -z "$found" ] || dirname "$found"
}

prepare() {
    need_dotnet
    need_postgresql
}

# --- Build -----------------------------------------------------------------------------------------------------------

restore() {
    local attempt
    for attempt in 1 2 3; do
        dotnet restore Workflow.sln --nologo -v quiet > "$work/build.log" 2>&1 && return 0
        echo "Restoring packages failed (attempt $attempt of 3)"
        sleep $((attempt * 5))
    done
    return 1
}

build() {
    echo "Building Workflow.sln ($configuration)"
    if ! restore || ! dotnet build Workflow.sln -c "$configuration" --no-restore --nologo -v quiet -clp:NoSummary -nodeReuse:false > "$work/build.log" 2>&1; then
        grep -E '(error|warning) [A-Z]+[0-9]+|: error' "$work/build.log" | sort -u | head -100 > "$work/errors.log"
        if [ -s "$work/errors.log" ]; then cat "$work/errors.log"; else tail -50 "$work/build.log"; fi
        echo "The build failed."
        failed=$((failed + 1))
        finish
    fi
}

# --- Run -------------------------------------------------------------------------------------------------------------

# An attribute of a tag, with the five entities of XML put back.
attribute() {
    sed -n "s/.*[[:space:]]$1=\"\([^\"]*\)\".*/\1/p" <<< "$2" |
        sed -e 's/&lt;/</g' -e 's/&gt;/>/g' -e 's/&quot;/"/g' -e "s/&apos;/'/g" -e 's/&#xA;/ /g' -e 's/&#xD;//g' -e 's/&amp;/\&/g'
}

count() {
    local number
    number=$(attribute "$1" "$2")
    echo "${number:-0}"
}

print_skipped() {
    awk -v RS='<test ' '
        /result="Skip"/ {
            name = $0; sub(/^(.*[[:space:]])?name="/, "", name); sub(/".*/, "", name)
            reason = $0
            if (match(reason, /<reason>/)) { reason = substr(reason, RSTART + 8); sub(/<\/reason>.*/, "", reason) } else { reason = "no reason given" }
            gsub(/<!\[CDATA\[|\]\]>/, "", reason); gsub(/\n/, " ", reason)
            text = "  skipped: " name ": " reason
            gsub(/&quot;/, "\"", text); gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&apos;/, "\047", text); gsub(/&amp;/, "\\&", text)
            print text
        }' "$1"
}

run_project() {
    local project=$1 name dll results log exit_code summary total assembly_failed assembly_errors assembly_skipped not_run began
    name=$(basename "$project")
    dll=$project/bin/$configuration/net10.0/$name.dll
    results=$work/$name.xml
    log=$work/$name.log
    if [ ! -f "$dll" ]; then
        echo "$name: $dll was not built; does the project stand in Workflow.sln?"
        failed=$((failed + 1))
        return
    fi

    local filters=()
    if $fast; then filters=(-trait- "Needs=Server" -trait- "Needs=Browser"); export XIEZHI_FUZZ_SECONDS=${XIEZHI_FUZZ_SECONDS:-6}; fi
    began=$SECONDS
    timeout --kill-after=10 "$project_limit" dotnet "$dll" -noColor -noLogo -noAutoReporters \
        ${filters[@]+"${filters[@]}"} -result-xml "$results" > "$log" 2>&1 < /dev/null
    exit_code=$?

    summary=$(cat "$results" 2> /dev/null | tr '\n' ' ' | grep -o '<assembly [^>]*>' | head -1)
    if [ -z "$summary" ]; then
        # A project without tests yet writes no results and ends well; anything else is a failure of the program itself.
        if [ "$exit_code" -eq 0 ] || grep -q 'Total: 0' "$log"; then
            echo "$name: no tests"
        else
            echo "$name: ended with $exit_code and without results (124: more than $project_limit s)"
            tail -50 "$log"
            failed=$((failed + 1))
        fi
        return
    fi

    assembly_failed=$(count failed "$summary")
    assembly_errors=$(count errors "$summary")
    assembly_skipped=$(count skipped "$summary")
    total=$(count passed "$summary")
    passed=$((passed + total))
    failed=$((failed + assembly_failed + assembly_errors))
    skipped=$((skipped + assembly_skipped))
    echo "$name: $total passed, $((assembly_failed + assembly_errors)) failed, $assembly_skipped skipped ($((SECONDS - began)) s)"
    print_skipped "$results"
    if [ $((assembly_failed + assembly_errors)) -gt 0 ]; then
        grep -vE '^ *(Discovering|Discovered|Starting|Finished):|\[SKIP\]|^$' "$log" | head -400
    elif [ "$exit_code" -ne 0 ]; then
        echo "$name: ended with $exit_code although no test failed"
        tail -50 "$log"
        failed=$((failed + 1))
    fi
}

# A server under load, killed again and again: one test a store.
run_crashes() {
    local store=$1 line began
    began=$SECONDS
    timeout --kill-after=10 "$project_limit" bash tests/crash.sh 20 "$store" --built > "$work/crash.log" 2>&1
    if [ $? -eq 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        grep -v '^killed' "$work/crash.log" | head -60
    fi

    line=$(grep '^kills ' "$work/crash.log" | tail -1)
    echo "crash.sh $store: ${line:-no result} ($((SECONDS - began)) s)"
}

prepare
build
for project in tests/*.Tests; do
    [ -d "$project" ] && run_project "$project"
done
if ! $fast; then
    run_crashes sqlite
    if [ -n "$(postgresql_programs)" ]; then run_crashes postgres; else echo "crash.sh postgres: PostgreSQL is missing"; skipped=$((skipped + 1)); fi
fi
finish
