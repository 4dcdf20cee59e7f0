package dev.perdure.postgres;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/** The file the server writes its messages to, read from where one start began. */
final class ServerLog {

    private static final long SIZE_MAX = 16L << 20;
    private static final int TAIL_BYTES_MAX = 8 << 10;
    private static final int TAIL_LINES_MAX = 15;

    private final Path file;
    private final long begin;

    private ServerLog(Path file, long begin) {
        this.file = file;
        this.begin = begin;
    }

    /**
     * A log that has grown too large moves aside, over its predecessor, so two of them bound the
     * space.
     */
    static ServerLog openedNow(BaseDirectory base) throws IOException {
        Path file = base.log();
        long size = Files.exists(file) ? Files.size(file) : 0;
        if (size > SIZE_MAX) {
            Files.move(file, base.previousLog(), StandardCopyOption.REPLACE_EXISTING);
            size = 0;
        }
        return new ServerLog(file, size);
    }

    Path file() {
        return file;
    }

    /** The end of what has been written since this start began. */
    String lastLines() throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long end = log.length();
            byte[] tail = new byte[(int) Math.min(TAIL_BYTES_MAX, Math.max(0, end - begin))];
            log.seek(end - tail.length);
            log.readFully(tail);
            String[] lines = new String(tail, StandardCharsets.UTF_8).split("\n", -1);
            int from = Math.max(0, lines.length - TAIL_LINES_MAX - 1);
            return String.join("\n", Arrays.asList(lines).subList(from, lines.length));
        }
    }
}
