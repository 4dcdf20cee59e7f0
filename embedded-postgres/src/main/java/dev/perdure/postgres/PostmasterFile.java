package dev.perdure.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a running, or killed, server wrote about itself into its data directory.
 *
 * @param pid of the server that wrote the file, which after a crash may by now be anyone's
 * @param ready whether the server accepts connections
 */
record PostmasterFile(long pid, boolean ready) {

    private static final int STATUS_LINE = 7;

    static Path in(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** Empty when there is no file, or one that the server has only begun to write. */
    static Optional<PostmasterFile> read(Path data) throws IOException {
        try {
            // The file holds paths in any encoding; Latin-1 reads all of them.
            List<String> lines = Files.readAllLines(in(data), StandardCharsets.ISO_8859_1);
            if (lines.isEmpty()) {
                return Optional.empty();
            }
            boolean ready =
                    lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
            return Optional.of(new PostmasterFile(Long.parseLong(lines.get(0).strip()), ready));
        } catch (NoSuchFileException | NumberFormatException absent) {
            return Optional.empty();
        }
    }
}
