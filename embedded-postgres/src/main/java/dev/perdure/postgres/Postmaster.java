package dev.perdure.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * A server process and the keeper that stands between it and this JVM.
 *
 * <p>The keeper is a small shell script whose standard input is a pipe from this JVM. When the pipe
 * closes, because we close it or because the JVM died in any way, it tells its server to stop
 * (fast: transactions are rolled back, data is flushed). It is the server's parent and has not yet
 * collected its exit when it sends the signal, so the signal can reach nobody else.
 */
final class Postmaster {

    /**
     * Runs in a session of its own where the system has {@code setsid}: neither Ctrl-C in a
     * terminal nor a signal to the JVM's process group reaches the server before the program has
     * finished with it. Where it has not (macOS), job control and the trap do the same for Ctrl-C.
     * The reader checks for its parent so that it sends no signal once nobody keeps the pid from
     * being reused. After 20 seconds it asks for an immediate stop, which loses nothing but time: a
     * server that is asked to stop while it recovers from the death of a child may never do so.
     * Descriptor 3 is the pipe.
     */
    private static final String KEEPER =
            """
            umask 077
            trap '' HUP INT QUIT
            exec 3<&0 </dev/null
            [ "$1" = setsid ] || set -m
            log=$2
            shift 2
            "$@" >>"$log" 2>&1 3<&- &
            server=$!
            nap=
            {
                read -r closed
                trap '[ -z "$nap" ] || { kill "$nap"; wait "$nap"; }; exit' TERM
                kill -0 $$ && kill -INT "$server"
                sleep 20 &
                nap=$!
                wait "$nap"
                kill -0 $$ && kill -QUIT "$server"
            } <&3 >/dev/null 2>&1 &
            reader=$!
            exec 3<&-
            echo "$server"
            wait "$server"
            status=$?
            kill "$reader" 2>/dev/null
            wait "$reader"
            exit "$status"
            """;

    private static final String LAUNCH =
            """
            keeper=$1
            shift
            if command -v setsid >/dev/null 2>&1; then
                exec setsid sh -c "$keeper" keeper setsid "$@"
            else
                exec sh -c "$keeper" keeper jobs "$@"
            fi
            """;

    private final Process keeper;
    private final long pid;

    private Postmaster(Process keeper, long pid) {
        this.keeper = keeper;
        this.pid = pid;
    }

    static Postmaster launch(List<String> serverCommand, Path log) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", LAUNCH, "launch", KEEPER, log.toString()));
        command.addAll(serverCommand);
        Process keeper =
                Commands.builder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader output = keeper.inputReader()) {
            return new Postmaster(keeper, Long.parseLong(String.valueOf(output.readLine())));
        } catch (NumberFormatException e) {
            keeper.getOutputStream().close();
            throw new IOException("the shell that keeps PostgreSQL running ended at once", e);
        }
    }

    long pid() {
        return pid;
    }

    boolean alive() {
        return keeper.isAlive();
    }

    /** Whether this server, and no other that wrote the same file, accepts connections. */
    boolean ready(Path data) throws IOException {
        Optional<PostmasterFile> file = PostmasterFile.read(data);
        return file.isPresent() && file.get().pid() == pid && file.get().ready();
    }

    /** Calls back once, on a thread of its own, when the server has ended in any way. */
    void whenEnded(IntConsumer exitCode) {
        Thread.ofVirtual()
                .name("postgres-" + pid + "-ended")
                .start(() -> exitCode.accept(keeper.onExit().join().exitValue()));
    }

    /** Asks for a fast stop and waits; returns whether the server has ended. */
    boolean stop(Duration waitMax) throws IOException {
        keeper.getOutputStream().close();
        boolean interrupted = false;
        try {
            return keeper.waitFor(waitMax.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
            return !keeper.isAlive();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
