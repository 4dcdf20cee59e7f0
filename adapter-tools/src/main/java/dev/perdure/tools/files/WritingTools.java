package dev.perdure.tools.files;

import dev.perdure.engine.file.FileBounds;
import dev.perdure.engine.file.FileChange;
import dev.perdure.engine.file.FileCondition;
import dev.perdure.engine.file.FileContent;
import dev.perdure.engine.file.FileOrigin;
import dev.perdure.engine.file.FileOutcome;
import dev.perdure.engine.file.FileRefusal;
import dev.perdure.engine.file.FileWrite;
import dev.perdure.engine.file.StoredFile;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.file.FileEntry;
import dev.perdure.file.FileHash;
import dev.perdure.file.FilePath;
import dev.perdure.json.JsonObject;
import dev.perdure.tool.IdempotencyKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tools that write. A call that was run before answers what it did then. */
final class WritingTools {

    /** How often an edit begins anew because somebody else wrote the file meanwhile. */
    private static final int EDITS_MAX = 5;

    private final InstantSource clock;

    WritingTools(InstantSource clock) {
        this.clock = clock;
    }

    JsonObject write(Place place, FileArguments arguments, ToolContext context)
            throws FileToolException {
        FilePath path = place.kept(arguments.path("path"));
        FileChange put = new FileChange.Put(content(arguments), null);
        FileWrite write = write(place, path, put, context.key(), context);
        return done(path, KeyedWrites.write(place.files(), write.when(expected(arguments))));
    }

    JsonObject delete(Place place, FileArguments arguments, ToolContext context)
            throws FileToolException {
        FilePath asked = arguments.path("path");
        FileCondition expected = expected(arguments);
        FileChange delete = new FileChange.Delete(arguments.flag("recursive"));
        Optional<FileOutcome> before = place.files().done(place.workspace(), context.key());
        if (before.isPresent()) {
            return done(asked, before.get());
        }
        List<FilePath> names = place.allKept(asked);
        FilePath path = names.isEmpty() ? asked : names.getFirst();
        if (names.size() > 1) {
            FileOutcome other = deletedOther(place, names, delete, expected, context);
            if (other instanceof FileOutcome.Refused) {
                return done(path, other);
            }
        }
        FileWrite write = write(place, path, delete, context.key(), context);
        return done(path, KeyedWrites.write(place.files(), write.when(expected)));
    }

    /** The second of two names goes first: what is done under the key of the call is all done. */
    private FileOutcome deletedOther(
            Place place,
            List<FilePath> names,
            FileChange delete,
            FileCondition expected,
            ToolContext context) {
        @Nullable FileEntry first = place.files().find(place.now(), names.getFirst()).orElse(null);
        if (expected instanceof FileCondition.Unchanged unchanged
                && first != null
                && !unchanged.hash().equals(first.hash())) {
            return new FileOutcome.Refused(FileRefusal.STALE, first.hash());
        }
        IdempotencyKey key = new IdempotencyKey(context.key().value() + " under its other name");
        return KeyedWrites.write(
                place.files(), write(place, names.getLast(), delete, key, context));
    }

    JsonObject edit(Place place, FileArguments arguments, ToolContext context)
            throws FileToolException {
        FilePath asked = arguments.path("path");
        Optional<FileOutcome> before = place.files().done(place.workspace(), context.key());
        if (before.isPresent()) {
            return done(asked, before.get());
        }
        @Nullable FileHash expected = arguments.hash("expected_hash");
        FileOutcome outcome = edited(place, asked, arguments, context);
        for (int again = 1; again < EDITS_MAX && expected == null && isStale(outcome); again++) {
            outcome = edited(place, asked, arguments, context);
        }
        return done(asked, outcome);
    }

    private FileOutcome edited(
            Place place, FilePath asked, FileArguments arguments, ToolContext context)
            throws FileToolException {
        StoredFile file = ReadingTools.opened(place, asked);
        FileHash found = file.content().hash();
        @Nullable FileHash expected = arguments.hash("expected_hash");
        if (expected != null && !expected.equals(found)) {
            return new FileOutcome.Refused(FileRefusal.STALE, found);
        }
        String text =
                file.content()
                        .text()
                        .orElseThrow(() ->
                                new FileToolException(
                                        asked + " is not text and cannot be edited."));
        FileContent changed =
                FileContent.of(
                        replaced(text, arguments.text("old_text"), arguments.text("new_text")));
        FileChange put = new FileChange.Put(changed, null);
        FileWrite write = write(place, file.entry().path(), put, context.key(), context);
        return KeyedWrites.write(place.files(), write.when(new FileCondition.Unchanged(found)));
    }

    private static String replaced(String text, String old, String by) throws FileToolException {
        if (old.isEmpty()) {
            throw new FileToolException("The old text is empty: say what is to be replaced.");
        }
        int at = text.indexOf(old);
        if (at < 0) {
            throw new FileToolException(
                    "The old text is not in the file: read the file and repeat it to the letter.");
        }
        if (text.indexOf(old, at + 1) >= 0) {
            throw new FileToolException(
                    "The old text is in the file more than once: add some of what stands around it.");
        }
        return text.substring(0, at) + by + text.substring(at + old.length());
    }

    private static FileContent content(FileArguments arguments) throws FileToolException {
        String content = arguments.text("content");
        @Nullable String encoding = arguments.textOrNull("encoding");
        if (encoding == null || encoding.equals("text")) {
            return FileContent.of(content);
        }
        if (!encoding.equals("base64")) {
            throw new FileToolException("The encoding is neither text nor base64.");
        }
        try {
            return FileContent.of(Base64.getDecoder().decode(content.replaceAll("\\s", "")));
        } catch (IllegalArgumentException notBase64) {
            throw new FileToolException("The content is not written in Base64.");
        }
    }

    private static FileCondition expected(FileArguments arguments) throws FileToolException {
        @Nullable FileHash hash = arguments.hash("expected_hash");
        return hash == null ? new FileCondition.Any() : new FileCondition.Unchanged(hash);
    }

    private FileWrite write(
            Place place,
            FilePath path,
            FileChange change,
            IdempotencyKey key,
            ToolContext context) {
        Instant now = clock.instant();
        FileOrigin origin = new FileOrigin(context.session().id(), context.turn(), key);
        return FileWrite.of(place.workspace(), path, change, now).by(origin);
    }

    private static boolean isStale(FileOutcome outcome) {
        return outcome instanceof FileOutcome.Refused refused && refused.why() == FileRefusal.STALE;
    }

    private static JsonObject done(FilePath path, FileOutcome outcome) throws FileToolException {
        return switch (outcome) {
            case FileOutcome.Done done -> Shown.hashed(done.entry()).build();
            case FileOutcome.Deleted deleted ->
                    JsonObject.builder()
                            .put("path", deleted.path().text())
                            .put("deleted", true)
                            .build();
            case FileOutcome.Refused refused ->
                    throw new FileToolException(sentence(path, refused));
        };
    }

    private static String sentence(FilePath path, FileOutcome.Refused refused) {
        String sentence = path + ": " + refused.why().sentence(FileBounds.STANDARD);
        return refused.current() == null
                ? sentence
                : sentence + " The hash of what is there is " + refused.current().hex() + ".";
    }
}
