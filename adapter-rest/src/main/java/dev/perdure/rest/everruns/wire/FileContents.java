package dev.perdure.rest.everruns.wire;

import dev.perdure.engine.file.FileContent;
import java.util.Base64;
import java.util.Optional;

/** Contents of files as bodies carry them: {@code content}, written as {@code encoding} says. */
public final class FileContents {

    private FileContents() {}

    /** The content, if there is one. */
    public static Optional<FileContent> read(Fields body) {
        Optional<String> content = body.string("content");
        String encoding = body.string("encoding").orElse("text");
        return switch (encoding) {
            case "text" -> content.map(FileContent::of);
            case "base64" -> content.map(text -> decoded(body, text));
            default -> throw body.wrong("encoding", "text or base64");
        };
    }

    private static FileContent decoded(Fields body, String base64) {
        try {
            return FileContent.of(Base64.getDecoder().decode(base64.replaceAll("\\s", "")));
        } catch (IllegalArgumentException notBase64) {
            throw body.wrong("content", "written in Base64, as encoding says");
        }
    }
}
