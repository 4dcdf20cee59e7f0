package dev.perdure.tools.files;

import dev.perdure.file.FileHash;
import dev.perdure.file.FilePath;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonNull;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.tool.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The arguments of one call. A JSON null counts as absent: models write it so. */
record FileArguments(JsonObject values) {

    static FileArguments of(ToolCall call) throws FileToolException {
        if (call.arguments().value() instanceof JsonObject values) {
            return new FileArguments(values);
        }
        throw new FileToolException("The arguments of " + call.name() + " are not an object.");
    }

    FilePath path(String name) throws FileToolException {
        return FileToolException.orThrow(FilePath.parse(text(name)));
    }

    @Nullable FilePath pathOrNull(String name) throws FileToolException {
        return value(name).isEmpty() ? null : path(name);
    }

    /** The root when it is absent. */
    FilePath directory(String name) throws FileToolException {
        return value(name).isEmpty() ? FilePath.ROOT : path(name);
    }

    List<FilePath> paths(String name, int max) throws FileToolException {
        if (!(value(name).orElse(JsonNull.INSTANCE) instanceof JsonArray array)
                || array.elements().isEmpty()
                || array.elements().size() > max) {
            throw new FileToolException(
                    "The argument " + name + " is not a list of 1 to " + max + " paths.");
        }
        List<FilePath> paths = new ArrayList<>();
        for (JsonValue element : array.elements()) {
            if (!(element instanceof JsonString text)) {
                throw new FileToolException("The argument " + name + " is not a list of paths.");
            }
            paths.add(FileToolException.orThrow(FilePath.parse(text.value())));
        }
        return paths;
    }

    /** A text, which may be empty. */
    String text(String name) throws FileToolException {
        if (value(name).orElse(JsonNull.INSTANCE) instanceof JsonString text) {
            return text.value();
        }
        throw new FileToolException("The argument " + name + " is missing, or not a text.");
    }

    @Nullable String textOrNull(String name) throws FileToolException {
        return value(name).isEmpty() ? null : text(name);
    }

    int number(String name, int otherwise, int max) throws FileToolException {
        if (value(name).isEmpty()) {
            return otherwise;
        }
        long number = values.longValue(name).orElse(0);
        if (number < 1 || number > max) {
            throw new FileToolException(
                    "The argument " + name + " is not a whole number from 1 to " + max + ".");
        }
        return (int) number;
    }

    boolean flag(String name) throws FileToolException {
        if (value(name).isEmpty()) {
            return false;
        }
        return values.bool(name)
                .orElseThrow(() ->
                        new FileToolException(
                                "The argument " + name + " is neither true nor false."));
    }

    @Nullable FileHash hash(String name) throws FileToolException {
        @Nullable String hex = textOrNull(name);
        if (hex == null) {
            return null;
        }
        if (!FileHash.isHash(hex)) {
            throw new FileToolException(
                    "The argument " + name + " is not a hash as a file tool answers it.");
        }
        return new FileHash(hex);
    }

    private Optional<JsonValue> value(String name) {
        return values.get(name).filter(value -> !(value instanceof JsonNull));
    }
}
