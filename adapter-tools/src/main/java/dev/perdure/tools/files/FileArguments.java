package dev.perdure.tools.files;

import dev.perdure.file.FileHash;
import dev.perdure.file.FilePath;
import dev.perdure.json.JsonObject;
import dev.perdure.tool.ToolCall;
import dev.perdure.tools.arguments.Arguments;
import dev.perdure.tools.arguments.InvalidArguments;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The arguments of one call, with what only files have: paths and hashes. */
record FileArguments(Arguments arguments) {

    static FileArguments of(ToolCall call) throws FileToolException {
        if (call.arguments().value() instanceof JsonObject values) {
            return new FileArguments(new Arguments(call.name(), values));
        }
        throw new FileToolException("The arguments of " + call.name() + " are not an object.");
    }

    FilePath path(String name) throws FileToolException {
        return FileToolException.orThrow(FilePath.parse(text(name)));
    }

    @Nullable FilePath pathOrNull(String name) throws FileToolException {
        return arguments.has(name) ? path(name) : null;
    }

    /** The root when it is absent. */
    FilePath directory(String name) throws FileToolException {
        return arguments.has(name) ? path(name) : FilePath.ROOT;
    }

    List<FilePath> paths(String name, int max) throws FileToolException {
        List<FilePath> paths = new ArrayList<>();
        for (String text : read(() -> arguments.texts(name, max))) {
            paths.add(FileToolException.orThrow(FilePath.parse(text)));
        }
        return paths;
    }

    /** A text, which may be empty. */
    String text(String name) throws FileToolException {
        return read(() -> arguments.anyText(name));
    }

    @Nullable String textOrNull(String name) throws FileToolException {
        return arguments.has(name) ? text(name) : null;
    }

    int number(String name, int otherwise, int max) throws FileToolException {
        return read(() -> arguments.integer(name, otherwise, 1, max));
    }

    boolean flag(String name) throws FileToolException {
        return read(() -> arguments.flag(name));
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

    private static <T> T read(Supplier<T> argument) throws FileToolException {
        try {
            return argument.get();
        } catch (InvalidArguments invalid) {
            throw new FileToolException(invalid.sentence());
        }
    }
}
