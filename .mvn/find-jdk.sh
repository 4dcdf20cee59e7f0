# Finds a JDK that can build and run Perdure, and exports it as JAVA_HOME.
#
# Meant to be sourced by a POSIX shell script (`. .mvn/find-jdk.sh`). Reads each candidate's `release` file and starts no
# JVM, so it costs a few milliseconds. JAVA_HOME is tried first, then the JDK behind the `javac` of the PATH, then the
# folders in which installers put JDKs; the newest fit JDK of those folders wins. Prints one sentence and exits 1 when
# there is none.

perdure_jdk_min=25

# The feature version of the JDK in folder $1, or nothing if there is no JDK.
perdure_jdk_version() {
    [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || return 0
    sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release"
}

perdure_jdk_fits() {
    perdure_jdk_found=$(perdure_jdk_version "$1")
    [ -n "$perdure_jdk_found" ] && [ "$perdure_jdk_found" -ge "$perdure_jdk_min" ]
}

# Sets JAVA_HOME, or returns 1. Needs file name globbing, which the caller may have switched off.
perdure_find_jdk() {
    if [ -n "${JAVA_HOME-}" ] && perdure_jdk_fits "$JAVA_HOME"; then
        return 0
    fi
    perdure_jdk_asked=${JAVA_HOME-}
    perdure_javac=$(command -v javac 2>/dev/null) || perdure_javac=
    if [ -n "$perdure_javac" ]; then
        perdure_javac=$(readlink -f "$perdure_javac" 2>/dev/null) || perdure_javac=
        if perdure_jdk_fits "${perdure_javac%/bin/javac}"; then
            JAVA_HOME=${perdure_javac%/bin/javac}
            return 0
        fi
    fi
    perdure_jdk_best=
    perdure_jdk_best_version=0
    for perdure_jdk in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*jdk* /usr/local/openjdk* \
        "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.local/share/mise/installs/java/* \
        "${HOME-}"/.asdf/installs/java/* "${HOME-}"/.jenv/versions/* \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /c/Program\ Files/Java/* /c/Program\ Files/Eclipse\ Adoptium/*; do
        if perdure_jdk_fits "$perdure_jdk" && [ "$perdure_jdk_found" -gt "$perdure_jdk_best_version" ]; then
            perdure_jdk_best=$perdure_jdk
            perdure_jdk_best_version=$perdure_jdk_found
        fi
    done
    [ -n "$perdure_jdk_best" ] || return 1
    JAVA_HOME=$perdure_jdk_best
}

if ! perdure_find_jdk; then
    echo "Perdure needs a JDK $perdure_jdk_min or newer and found none in JAVA_HOME, on the PATH or in the usual folders: install Temurin $perdure_jdk_min (https://adoptium.net) or set JAVA_HOME to one, then run this command again." >&2
    exit 1
fi
if [ -n "${perdure_jdk_asked-}" ] && [ "$perdure_jdk_asked" != "$JAVA_HOME" ] && [ ! -x "$perdure_jdk_asked/bin/java" ]; then
    echo "JAVA_HOME=$perdure_jdk_asked holds no JDK; using $JAVA_HOME." >&2
fi
export JAVA_HOME
