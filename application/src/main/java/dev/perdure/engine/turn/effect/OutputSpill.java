package dev.perdure.engine.turn.effect;

import dev.perdure.engine.file.FileBounds;
import dev.perdure.engine.file.FileChange;
import dev.perdure.engine.file.FileContent;
import dev.perdure.engine.file.FileOrigin;
import dev.perdure.engine.file.FileOutcome;
import dev.perdure.engine.file.FileStore;
import dev.perdure.engine.file.FileWrite;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.engine.session.FindWorkspace;
import dev.perdure.engine.session.ResultKeeper;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.file.FilePath;
import dev.perdure.loop.TurnState;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.TurnId;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts outputs that are too long for a model, or no text, whole into a file of the session, and
 * tells the model where, with their beginning and end. It is written before the outcome of the call
 * is told, and written again when the call is run again.
 */
public final class OutputSpill implements ResultKeeper {

    /** In UTF-8. Of what is longer nothing is kept. */
    static final int OUTPUT_BYTES_MAX = 50 * 1_024 * 1_024;

    /** Shown of the beginning and of the end, in characters: some two thousand tokens. */
    static final int HEAD_CHARACTERS = 6_000;

    static final int TAIL_CHARACTERS = 2_000;

    /** With less room for a result than this, a name and a sentence would take most of it. */
    static final int ROOM_CHARACTERS_MIN = 1_000;

    private static final FileBounds BOUNDS =
            new FileBounds(
                    OUTPUT_BYTES_MAX,
                    FileBounds.STANDARD.entries(),
                    FileBounds.STANDARD.totalBytes());

    private static final int NAME_CHARACTERS_MAX = 100;
    private static final int HASH_CHARACTERS = 16;
    private static final Logger LOG = LoggerFactory.getLogger(OutputSpill.class);

    private final FileStore files;
    private final FindWorkspace workspaces;
    private final InstantSource clock;

    private OutputSpill(FileStore files, FindWorkspace workspaces, InstantSource clock) {
        this.files = files;
        this.workspaces = workspaces;
        this.clock = clock;
    }

    /** Into the files of a storage. */
    public static OutputSpill on(Storage storage) {
        return new OutputSpill(
                storage.files(), new FindWorkspace(storage.sessions()), storage.clock());
    }

    @Override
    public ToolResult kept(
            SessionKey session, TurnState.Open turn, ToolCall call, ToolResult result) {
        return told(
                result,
                new Source(session, turn.turn(), call),
                turn.progress().limits().toolOutputCharacters());
    }

    /** Whose output it is. */
    record Source(SessionKey session, TurnId turn, ToolCall call) {}

    /**
     * The result as it is told.
     *
     * @param characters that a result has room for
     */
    ToolResult told(ToolResult result, Source source, int characters) {
        String output = result.output();
        boolean text = output.indexOf('\0') < 0;
        if (text && output.length() <= characters) {
            return result;
        }
        FileContent whole = FileContent.of(output);
        if (whole.size() > OUTPUT_BYTES_MAX) {
            return ToolResult.error(
                    "The tool "
                            + source.call().name()
                            + " returned "
                            + whole.size()
                            + " bytes. Of more than "
                            + OUTPUT_BYTES_MAX
                            + " nothing is kept: ask it for less at a time.");
        }
        Optional<FilePath> path =
                characters < ROOM_CHARACTERS_MIN ? Optional.empty() : kept(whole, source);
        if (path.isPresent()) {
            return with(
                    result,
                    text ? preview(output, path.get(), characters) : data(output, path.get()));
        }
        return text
                ? result
                : ToolResult.error(
                        "The tool "
                                + source.call().name()
                                + " returned data that is not text, and it could not be kept.");
    }

    private Optional<FilePath> kept(FileContent content, Source source) {
        try {
            return workspaces
                    .find(source.session())
                    .flatMap(workspace -> written(workspace, content, source));
        } catch (StoreUnavailable away) {
            LOG.warn("An output of {} is cut: {}", source.session(), away.getMessage());
            return Optional.empty();
        }
    }

    private Optional<FilePath> written(WorkspaceKey workspace, FileContent content, Source source) {
        FilePath path = path(source, content);
        FileOutcome outcome =
                files.write(
                        FileWrite.of(
                                        workspace,
                                        path,
                                        new FileChange.Put(content, null),
                                        clock.instant())
                                .by(new FileOrigin(source.session().id(), source.turn(), null))
                                .within(BOUNDS));
        if (outcome instanceof FileOutcome.Refused refused) {
            LOG.warn(
                    "An output of {} is cut: {}", source.session(), refused.why().sentence(BOUNDS));
            return Optional.empty();
        }
        return Optional.of(path);
    }

    /** The same output of a tool has the same name, so that its repetition is seen as one. */
    private static FilePath path(Source source, FileContent content) {
        StringBuilder name = new StringBuilder("/outputs/");
        source.call()
                .name()
                .chars()
                .limit(NAME_CHARACTERS_MAX)
                .forEach(c -> name.append(isPlain(c) ? (char) c : '_'));
        return new FilePath(
                name.append('-')
                        .append(content.hash().hex(), 0, HASH_CHARACTERS)
                        .append(".txt")
                        .toString());
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_';
    }

    private static String preview(String output, FilePath path, int characters) {
        String sentence =
                "\n[The whole output, "
                        + output.length()
                        + " characters, is in the file "
                        + path
                        + " of the session. What stands in its middle is left out here.]\n";
        int room = characters - sentence.length();
        int head = whole(output, Math.min(HEAD_CHARACTERS, room * 3 / 4));
        int tail = whole(output, output.length() - Math.min(TAIL_CHARACTERS, room / 4));
        return output.substring(0, head) + sentence + output.substring(tail);
    }

    private static String data(String output, FilePath path) {
        return "[The tool returned data that is not text, "
                + output.length()
                + " characters. It is in the file "
                + path
                + " of the session.]";
    }

    /** The place, or the one after it when that would split a pair of surrogates. */
    private static int whole(String output, int at) {
        return Character.isLowSurrogate(output.charAt(at)) ? at + 1 : at;
    }

    private static ToolResult with(ToolResult result, String output) {
        return new ToolResult(result.status(), output, result.error());
    }
}
