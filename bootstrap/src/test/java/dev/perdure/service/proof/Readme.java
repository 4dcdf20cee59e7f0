package dev.perdure.service.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a newcomer types: the commands of the README, so that they are the ones that are proved. */
record Readme(String text) {

    static Readme read() {
        try {
            return new Readme(Files.readString(Path.of("..", "README.md")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the command sends to a path that ends like this. */
    String sentTo(String path) {
        Matcher command =
                Pattern.compile(Pattern.quote(path) + " -d '([^']+)'", Pattern.DOTALL)
                        .matcher(text);
        if (!command.find()) {
            throw new AssertionError("The README sends nothing to " + path);
        }
        return command.group(1);
    }
}
