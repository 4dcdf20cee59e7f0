package dev.perdure.tools.instructions;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.capability.RiskLevel;
import dev.perdure.engine.file.FileView;
import dev.perdure.engine.session.FindWorkspace;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolResult;
import dev.perdure.tools.arguments.Arguments;
import dev.perdure.tools.arguments.InvalidArguments;
import dev.perdure.tools.arguments.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The capability {@code skills}: the prompt names the skills of the workspace and says what each is
 * for; what a skill says is read when it is needed. Its tools only read.
 */
public final class SkillTools implements ToolRunner {

    /** Of what the prompt says of skills: every call of the model pays for it. */
    static final int PROMPT_CHARACTERS_MAX = 8_000;

    /** Of files beside a skill that are named with it. */
    static final int FILES_NAMED_MAX = 100;

    private static final ToolDefinition LIST =
            new Parameters()
                    .ofTool(
                            "list_skills",
                            "Lists the skills of the workspace as they are now, and what each is for.");

    private static final ToolDefinition ACTIVATE =
            new Parameters()
                    .text("name", "Name of the skill.")
                    .ofTool("activate_skill", "Reads what a skill says, to follow it.");

    private static final List<Capability> OFFERED =
            List.of(
                    new Capability(
                                    new CapabilityId("skills"),
                                    "Skills",
                                    "Lets the agent read instructions for one kind of work when it"
                                            + " does such work.",
                                    "",
                                    List.of(LIST, ACTIVATE))
                            .rated("files", RiskLevel.MEDIUM));

    private final SkillFiles skills;
    private final FindWorkspace workspaces;

    private SkillTools(SkillFiles skills, FindWorkspace workspaces) {
        this.skills = skills;
        this.workspaces = workspaces;
    }

    /** On the workspaces of a storage. */
    public static SkillTools on(Storage storage) {
        return new SkillTools(
                new SkillFiles(storage.files()), new FindWorkspace(storage.sessions()));
    }

    @Override
    public List<Capability> capabilities() {
        return OFFERED;
    }

    @Override
    public String instructions(CapabilityRef use, FileView files) {
        List<Skill> found = skills.in(files).skills();
        if (found.isEmpty()) {
            return "";
        }
        StringBuilder prompt =
                new StringBuilder(
                        "The workspace has skills, each for one kind of work. When you are to do"
                                + " such work, read the skill with activate_skill first and follow it.");
        int named = 0;
        for (Skill skill : found) {
            String line = "\n- " + skill.name() + ": " + skill.description();
            if (prompt.length() + line.length() > PROMPT_CHARACTERS_MAX) {
                prompt.append("\n- ")
                        .append(found.size() - named)
                        .append(" more, which list_skills tells of.");
                break;
            }
            prompt.append(line);
            named++;
        }
        return prompt.toString();
    }

    @Override
    public ToolResult run(CapabilityId capability, ToolCall call, ToolContext context) {
        Optional<FileView> files = workspaces.find(context.session()).map(FileView::now);
        if (files.isEmpty()) {
            return ToolResult.error("The session is gone, and its files with it.");
        }
        try {
            return call.name().equals(LIST.name())
                    ? list(files.get())
                    : activate(Arguments.of(call, ACTIVATE).text("name"), files.get());
        } catch (InvalidArguments invalid) {
            return ToolResult.error(invalid.sentence());
        }
    }

    private ToolResult list(FileView files) {
        SkillFiles.Found found = skills.in(files);
        List<JsonValue> usable =
                found.skills().stream()
                        .<JsonValue>map(skill ->
                                JsonObject.builder()
                                        .put("name", skill.name())
                                        .put("description", skill.description())
                                        .put("path", skill.file().text())
                                        .build())
                        .toList();
        List<JsonValue> others =
                found.unusable().stream()
                        .<JsonValue>map(one ->
                                JsonObject.builder()
                                        .put("path", one.file().text())
                                        .put("error", one.why())
                                        .build())
                        .toList();
        return ToolResult.success(
                JsonObject.builder()
                        .put("skills", new JsonArray(usable))
                        .put("unusable", new JsonArray(others))
                        .build()
                        .toJson());
    }

    private ToolResult activate(String name, FileView files) {
        SkillFiles.Found found = skills.in(files);
        Optional<Skill> skill = found.named(name);
        if (skill.isEmpty()) {
            return ToolResult.error(missing(name, found));
        }
        List<JsonValue> beside =
                skills.beside(files, skill.get()).stream()
                        .limit(FILES_NAMED_MAX)
                        .<JsonValue>map(path -> new JsonString(path.text()))
                        .toList();
        return ToolResult.success(
                JsonObject.builder()
                        .put("name", name)
                        .put("path", skill.get().file().text())
                        .put("files", new JsonArray(beside))
                        .put("instructions", skill.get().instructions())
                        .build()
                        .toJson());
    }

    private static String missing(String name, SkillFiles.Found found) {
        String others = found.skills().stream().map(Skill::name).collect(Collectors.joining(", "));
        return "There is no skill "
                + name
                + (others.isEmpty() ? ", nor any other." : ". There are: " + others + ".");
    }
}
