package dev.perdure.tools.files;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.RiskLevel;
import dev.perdure.engine.file.FileBounds;
import dev.perdure.engine.file.FileChange;
import dev.perdure.engine.file.FileContent;
import dev.perdure.engine.file.FileOrigin;
import dev.perdure.engine.file.FileOutcome;
import dev.perdure.engine.file.FileRefusal;
import dev.perdure.engine.file.FileStore;
import dev.perdure.engine.file.FileView;
import dev.perdure.engine.file.FileWrite;
import dev.perdure.engine.file.StoredFile;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.engine.secret.ListSecrets;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.file.FilePath;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonNull;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonText;
import dev.perdure.json.JsonValue;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * The capability {@code session_storage}: texts under keys in a session, for as long as it is
 * there, versioned with its log as its files are, and the names of the session's secrets. A write
 * is done once however often its call is run. No tool tells or takes the value of a secret: both
 * would stand in the log.
 */
public final class ValueTools implements ToolRunner {

    /** In UTF-8; a model would hardly take more at once. */
    static final int VALUE_BYTES_MAX = 32 * 1_024;

    /** So that a list of the keys fits into a result. */
    static final int KEYS_MAX = 500;

    /** In UTF-8. */
    static final int KEY_BYTES_MAX = 64;

    private static final FileBounds BOUNDS =
            new FileBounds(VALUE_BYTES_MAX, KEYS_MAX, (long) VALUE_BYTES_MAX * KEYS_MAX);

    private static final ToolDefinition TOOL =
            new ToolDefinition(
                    "kv_store",
                    "Keeps texts under keys for the rest of the session: sets, gets and deletes them, or lists"
                            + " the keys.",
                    (JsonObject)
                            new JsonText(
                                            """
                                            {"type":"object","properties":{
                                            "action":{"type":"string","enum":["get","set","delete","list"]},
                                            "key":{"type":"string","description":"Needed but for list."},
                                            "value":{"type":"string","description":"The text to keep, for set."}},
                                            "required":["action"],"additionalProperties":false}\
                                            """)
                                    .value(),
                    new ToolHints(false, false, true, false, false),
                    ToolOwner.ENGINE);

    private static final ToolDefinition SECRETS =
            new ToolDefinition(
                    "secret_store",
                    "Lists the names of the secrets that people gave this session. Tools use them by their"
                            + " names; their values are shown to nobody, and are set by people alone.",
                    (JsonObject)
                            new JsonText(
                                            """
                                            {"type":"object","properties":{
                                            "action":{"type":"string","enum":["list"]}},
                                            "additionalProperties":false}\
                                            """)
                                    .value(),
                    ToolHints.READ_ONLY,
                    ToolOwner.ENGINE);

    /** The actions that change nothing. */
    private static final Set<String> READING = Set.of("get", "list");

    private final FileStore files;
    private final ListSecrets secrets;
    private final InstantSource clock;
    private final List<Capability> capabilities;

    ValueTools(FileStore files, ListSecrets secrets, InstantSource clock) {
        this.files = files;
        this.secrets = secrets;
        this.clock = clock;
        this.capabilities =
                List.of(
                        new Capability(
                                        new CapabilityId("session_storage"),
                                        "Session Storage",
                                        "Keeps values under keys in the session, and lists the names of"
                                                + " its secrets.",
                                        "With kv_store you keep what you will need again in this"
                                                + " session; never ask for a secret in the"
                                                + " conversation, and keep none there.",
                                        List.of(TOOL, SECRETS))
                                .rated("files", RiskLevel.LOW)
                                .withFeatures("secrets", "key_value"));
    }

    /** The values of a storage. */
    public static ValueTools on(Storage storage) {
        return new ValueTools(storage.files(), new ListSecrets(storage.secrets()), storage.clock());
    }

    @Override
    public List<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public ToolResult run(CapabilityId capability, ToolCall call, ToolContext context) {
        if (call.name().equals(SECRETS.name())) {
            return ToolResult.success(names(context.session()).toJson());
        }
        WorkspaceKey values = WorkspaceKey.own(context.session()).values();
        try {
            FileArguments arguments = FileArguments.of(call);
            return ToolResult.success(answer(values, arguments, context).toJson());
        } catch (FileToolException wrong) {
            return ToolResult.error(wrong.sentence());
        } catch (StoreUnavailable gone) {
            if (isReading(call)) {
                throw gone;
            }
            return ToolResult.unknown();
        }
    }

    private static boolean isReading(ToolCall call) {
        return call.arguments().value() instanceof JsonObject arguments
                && arguments.string("action").filter(READING::contains).isPresent();
    }

    private JsonObject answer(WorkspaceKey values, FileArguments arguments, ToolContext context)
            throws FileToolException {
        String action = arguments.text("action");
        return switch (action) {
            case "list" -> list(values);
            case "get" -> get(values, arguments.text("key"));
            case "set" -> {
                FileContent value = FileContent.of(arguments.text("value"));
                yield change(
                        values, arguments.text("key"), new FileChange.Put(value, null), context);
            }
            case "delete" ->
                    change(values, arguments.text("key"), new FileChange.Delete(false), context);
            default ->
                    throw new FileToolException(
                            "The action " + action + " is none of get, set, delete and list.");
        };
    }

    private JsonObject names(SessionKey session) {
        List<JsonValue> names =
                secrets.list(session).stream()
                        .<JsonValue>map(secret -> new JsonString(secret.name()))
                        .toList();
        return JsonObject.builder().put("names", new JsonArray(names)).build();
    }

    private JsonObject list(WorkspaceKey values) {
        List<JsonValue> keys =
                files.list(FileView.now(values), FilePath.ROOT, false).stream()
                        .map(entry -> key(entry.path()))
                        .sorted()
                        .<JsonValue>map(JsonString::new)
                        .toList();
        return JsonObject.builder().put("keys", new JsonArray(keys)).build();
    }

    /** What is not there is null: a model asks for keys that it only hopes for. */
    private JsonObject get(WorkspaceKey values, String key) throws FileToolException {
        List<StoredFile> found = files.read(FileView.now(values), List.of(place(key)));
        JsonValue value =
                found.isEmpty()
                        ? JsonNull.INSTANCE
                        : new JsonString(text(found.getFirst().content()));
        return JsonObject.builder().put("key", key).put("value", value).build();
    }

    private JsonObject change(
            WorkspaceKey values, String key, FileChange change, ToolContext context)
            throws FileToolException {
        FileOrigin origin = new FileOrigin(context.session().id(), context.turn(), context.key());
        FileOutcome outcome =
                KeyedWrites.write(
                        files,
                        FileWrite.of(values, place(key), change, clock.instant())
                                .by(origin)
                                .within(BOUNDS));
        boolean set = change instanceof FileChange.Put;
        return switch (outcome) {
            case FileOutcome.Done ignored -> said(key, "set", true);
            case FileOutcome.Deleted ignored -> said(key, "deleted", true);
            case FileOutcome.Refused refused -> {
                if (!set && refused.why() == FileRefusal.NOT_FOUND) {
                    yield said(key, "deleted", false);
                }
                throw new FileToolException(sentence(refused.why()));
            }
        };
    }

    private static JsonObject said(String key, String what, boolean done) {
        return JsonObject.builder().put("key", key).put(what, done).build();
    }

    private static String sentence(FileRefusal why) {
        return switch (why) {
            case FILE_TOO_LARGE -> "A value has at most " + VALUE_BYTES_MAX + " bytes.";
            case TOO_MANY_FILES, WORKSPACE_FULL ->
                    "There are at most " + KEYS_MAX + " keys in a session: delete some.";
            case NO_SUCH_WORKSPACE,
                    NOT_FOUND,
                    EXISTS,
                    STALE,
                    READ_ONLY,
                    IS_DIRECTORY,
                    NOT_A_DIRECTORY,
                    NOT_EMPTY,
                    INTO_ITSELF,
                    PATH_TOO_LONG ->
                    "The session is gone, and its values with it.";
        };
    }

    /** Any text may be a key, and only some may be the name of a file. */
    private static FilePath place(String key) throws FileToolException {
        byte[] utf8 = key.getBytes(StandardCharsets.UTF_8);
        if (utf8.length == 0 || utf8.length > KEY_BYTES_MAX) {
            throw new FileToolException("A key has 1 to " + KEY_BYTES_MAX + " bytes.");
        }
        return new FilePath("/" + Base64.getUrlEncoder().withoutPadding().encodeToString(utf8));
    }

    private static String key(FilePath place) {
        return new String(Base64.getUrlDecoder().decode(place.name()), StandardCharsets.UTF_8);
    }

    private static String text(FileContent content) {
        return new String(content.bytes(), StandardCharsets.UTF_8);
    }
}
