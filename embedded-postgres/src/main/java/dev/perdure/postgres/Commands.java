package dev.perdure.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs short commands to their end.
 *
 * @param scratch where the output of a running command is kept
 */
record Commands(Path scratch) {

    /**
     * @param exitCode 0 for success
     * @param output both streams, in the order written
     */
    record Outcome(int exitCode, String output) {
        boolean failed() {
            return exitCode != 0;
        }
    }

    /** Waits for the end of the command, and kills it when it takes longer than given. */
    Outcome run(List<String> command, Duration waitMax) {
        String name = String.join(" ", command);
        try {
            // A file and not a pipe: a child that outlives the command would keep a pipe open.
            Path output = Files.createTempFile(scratch, "command", ".out");
            try {
                Process process =
                        builder(command)
                                .redirectErrorStream(true)
                                .redirectOutput(output.toFile())
                                .start();
                process.getOutputStream().close();
                if (!ended(process, waitMax)) {
                    throw EmbeddedPostgresException.commandTookTooLong(name, waitMax.toSeconds());
                }
                return new Outcome(
                        process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw EmbeddedPostgresException.commandNotRun(name, e);
        }
    }

    private static boolean ended(Process process, Duration waitMax) {
        boolean ended = false;
        try {
            ended = process.waitFor(waitMax.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw EmbeddedPostgresException.interrupted();
        } finally {
            if (!ended) {
                process.destroyForcibly();
            }
        }
        return ended;
    }

    /**
     * A process without the variables that PostgreSQL would read, and with messages in the language
     * we search in.
     */
    static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }
}
