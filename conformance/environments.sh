# To be sourced: the Python environments of the checks, below target/. Each is made once for its list of requirements.

conformance=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
home=$(dirname -- "$conformance")
environments=$home/target/conformance/environments

# The newest published SDK is the last one.
sdk_versions=(0.1.8 0.1.9 0.1.10 0.2.1 0.3.1)
newest=${sdk_versions[${#sdk_versions[@]} - 1]}

# The SDK's streams need 3.11, whatever it says of itself.
find_python() {
    local candidate
    for candidate in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            python=$candidate
            return 0
        fi
    done
    return 1
}

require_python() {
    find_python && return
    echo "The conformance checks need Python 3.11 or newer with venv and pip." >&2
    exit 2
}

# Makes the environment of one version of the SDK, unless it is there.
prepare() {
    local version=$1
    local environment=$environments/$version
    local wanted=$conformance/requirements/everruns-sdk-$version.txt
    cmp -s "$wanted" "$environment/installed.txt" && [ -x "$environment/bin/python" ] && return 0
    echo "Installing everruns-sdk $version" >&2
    rm -rf "$environment"
    "$python" -m venv "$environment" &&
        "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$wanted" &&
        cp "$wanted" "$environment/installed.txt"
}
