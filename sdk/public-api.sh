#!/usr/bin/env bash
# Writes the public API of every project of the SDK to its PublicAPI.Unshipped.txt, which a reviewer sees change.
# Run it after a change of public API; the build fails until the file and the code agree.
set -u

cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT

projects=("$@")
if [ ${#projects[@]} -eq 0 ]; then
    projects=(Xiezhi.Foundation Xiezhi.Rules Xiezhi.Workflow Xiezhi.Calendars Xiezhi.Governance Xiezhi.Runtime Xiezhi.Storage Xiezhi.Hangfire Xiezhi.AspNetCore Xiezhi.Delivery Xiezhi.Insight Xiezhi.Testing Xiezhi.Assignment)
fi

for project in "${projects[@]}"; do
    [ -f "$project/PublicAPI.Shipped.txt" ] || echo '#nullable enable' > "$project/PublicAPI.Shipped.txt"
    echo '#nullable enable' > "$project/PublicAPI.Unshipped.txt"
    touch "$project/$project.csproj"
    dotnet build "$project" --nologo -clp:NoSummary -p:TreatWarningsAsErrors=false -p:NoWarn=RS0017 > "$log" 2>&1
    grep -o "RS0016: Symbol '.*' is not part of the declared public API" "$log" |
        sed -e "s/^RS0016: Symbol '//" -e "s/' is not part of the declared public API\$//" |
        LC_ALL=C sort -u >> "$project/PublicAPI.Unshipped.txt"
    echo "$project: $(($(wc -l < "$project/PublicAPI.Unshipped.txt") - 1)) symbols"
done
