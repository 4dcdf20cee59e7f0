package dev.perdure.tools.files;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.RiskLevel;
import dev.perdure.engine.file.FileStore;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.engine.session.FindWorkspace;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.json.JsonObject;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolResult;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The capability {@code session_file_system}: the files of the workspace of a session. What is
 * wrong with a call is an error result whose sentence says what would be right. A write is done
 * once however often its call is run; when the store is gone before it answers, and still is when
 * it is asked again, what became of it is unknown.
 */
public final class FileTools implements ToolRunner {

    private static final String INSTRUCTIONS =
            "You have files. Paths are absolute, for example /notes/plan.md; /workspace is another"
                    + " name of the root. Prefer edit_file to writing a whole file again, and hand on"
                    + " the hash of what you read as expected_hash, so that you overwrite nothing"
                    + " that somebody else wrote since.";

    private final FileStore files;
    private final FindWorkspace workspaces;
    private final WritingTools writing;
    private final List<Capability> capabilities;

    FileTools(FileStore files, FindWorkspace workspaces, InstantSource clock) {
        this.files = files;
        this.workspaces = workspaces;
        this.writing = new WritingTools(clock);
        this.capabilities =
                List.of(
                        new Capability(
                                        new CapabilityId("session_file_system"),
                                        "Session Files",
                                        "Reads, writes, edits and searches the files of the"
                                                + " session's workspace.",
                                        INSTRUCTIONS,
                                        FileDefinitions.all())
                                .rated("files", RiskLevel.MEDIUM)
                                .withFeatures("file_system"));
    }

    /** The files of a storage. */
    public static FileTools on(Storage storage) {
        return new FileTools(
                storage.files(), new FindWorkspace(storage.sessions()), storage.clock());
    }

    @Override
    public List<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public ToolResult run(CapabilityId capability, ToolCall call, ToolContext context)
            throws InterruptedException {
        Optional<WorkspaceKey> workspace = workspaces.find(context.session());
        if (workspace.isEmpty()) {
            return ToolResult.error("The session is gone, and its files with it.");
        }
        try {
            return ToolResult.success(
                    answer(new Place(files, workspace.get()), call, context).toJson());
        } catch (FileToolException wrong) {
            return ToolResult.error(wrong.sentence());
        } catch (StoreUnavailable gone) {
            // What changes something may have done so, in this run or in one before a crash.
            if (isReading(call)) {
                throw gone;
            }
            return ToolResult.unknown();
        }
    }

    private boolean isReading(ToolCall call) {
        return capabilities.stream()
                .flatMap(capability -> capability.tools().stream())
                .anyMatch(tool -> tool.name().equals(call.name()) && tool.hints().readOnly());
    }

    private JsonObject answer(Place place, ToolCall call, ToolContext context)
            throws FileToolException, InterruptedException {
        FileArguments arguments = FileArguments.of(call);
        return switch (call.name()) {
            case "read_file" -> ReadingTools.read(place, arguments);
            case "read_many_files" -> ReadingTools.readMany(place, arguments);
            case "write_file" -> writing.write(place, arguments, context);
            case "edit_file" -> writing.edit(place, arguments, context);
            case "list_directory" -> ReadingTools.list(place, arguments);
            case "glob" -> ReadingTools.glob(place, arguments);
            case "grep_files" -> ReadingTools.grep(place, arguments);
            case "stat_file" -> ReadingTools.stat(place, arguments);
            case "delete_file" -> writing.delete(place, arguments, context);
            default -> throw new FileToolException("There is no tool " + call.name() + ".");
        };
    }
}
