#!/usr/bin/env bash
# The unit on an installed tree: installs the build into an empty folder as `cmake --install` does for
# an administrator, and lets systemd read what is there. Argument: the build folder.
set -euo pipefail

build=$1
tree=$build/tests/installed
unit=/usr/lib/systemd/system/dondoc.service
exposure_max=20 # in tenths: 2.0 of 10

fail() {
    printf 'FAILED: %s\n' "$*"
    exit 1
}

install_tree() {
    rm -rf "$tree"
    DESTDIR=$tree cmake --install "$build" --prefix /usr >"$build/tests/installed.log"
    # What the unit refers to and every Debian has.
    mkdir -p "$tree/usr/lib/systemd/system" "$tree/etc"
    cp /lib/systemd/system/*.target "$tree/usr/lib/systemd/system/"
}

# Prints what systemd complains of; nothing if all is well.
complaints() {
    systemd-analyze verify --root="$tree" --man=no --generators=no --recursive-errors=no "$unit" 2>&1 ||
        echo "(status $?)"
}

expect_no_complaints() {
    local said
    said=$(complaints)
    [ -z "$said" ] || fail "systemd-analyze verify: $said"
}

expect_complaint_of() {
    local said
    said=$(complaints)
    [[ $said == *"$1"* ]] || fail "systemd-analyze verify does not see $1, it says: $said"
}

# The checks above must be able to fail.
expect_faults_are_seen() {
    cp "$tree$unit" "$tree.good"
    sed -i 's/^WatchdogSec=.*/WatchdogSecs=60/' "$tree$unit"
    expect_complaint_of WatchdogSecs
    cp "$tree.good" "$tree$unit"
    mv "$tree/usr/bin/dondoc" "$tree.binary"
    expect_complaint_of /usr/bin/dondoc
    mv "$tree.binary" "$tree/usr/bin/dondoc"
    sed -i '/^Protect/d; /^Private/d; /^Restrict/d; /^SystemCall/d' "$tree$unit"
    ! exposed || fail "a unit without hardening passes"
    mv "$tree.good" "$tree$unit"
}

exposed() {
    systemd-analyze security --offline=yes --root="$tree" --threshold="$exposure_max" \
        dondoc.service >"$build/tests/exposure.log" 2>&1
}

expect_little_exposure() {
    exposed || fail "exposed by more than $exposure_max tenths: $(cat "$build/tests/exposure.log")"
}

expect_files() {
    local file
    for file in bin/dondoc lib/sysusers.d/dondoc.conf lib/tmpfiles.d/dondoc.conf \
        share/dondoc/samples/dondoc.toml; do
        [ -s "$tree/usr/$file" ] || fail "not installed: /usr/$file"
    done
}

expect_account() {
    local said
    said=$(systemd-sysusers --dry-run --root="$tree" "$tree/usr/lib/sysusers.d/dondoc.conf" 2>&1) ||
        fail "systemd-sysusers: $said"
    grep -q "dondoc" <<<"$said" || fail "systemd-sysusers makes no account: $said"
}

install_tree
expect_files
expect_no_complaints
expect_little_exposure
expect_faults_are_seen
expect_account
printf 'the unit is sound on the tree %s\n' "$tree"
