package dev.perdure.engine.rig;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.engine.file.FileView;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.json.JsonObject;
import dev.perdure.tool.Finding;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** One capability whose tools do what the test says, and a memory of what was run. */
public final class FakeTools implements ToolRunner {

    public static final CapabilityId KIT = new CapabilityId("kit");
    public static final CapabilityRef USE = new CapabilityRef(KIT, JsonObject.empty());

    /** What a tool does. */
    @FunctionalInterface
    public interface Behaviour {
        ToolResult run(Run run) throws InterruptedException;
    }

    /** What a tool says became of a call. */
    @FunctionalInterface
    public interface Memory {
        Finding of(Run run) throws InterruptedException;
    }

    /** One run, as it began. */
    public record Run(ToolCall call, ToolContext context) {}

    private final Map<String, ToolDefinition> definitions = new LinkedHashMap<>();
    private final Map<String, Behaviour> behaviours = new LinkedHashMap<>();
    private final Map<String, Memory> memories = new LinkedHashMap<>();
    private volatile Function<FileView, String> instructions = files -> "";
    private final List<Run> probes = new CopyOnWriteArrayList<>();
    private final List<Run> runs = new CopyOnWriteArrayList<>();

    /** A tool that may be run again. */
    public FakeTools reading(String name, Behaviour behaviour) {
        return with(name, ToolHints.READ_ONLY, behaviour);
    }

    /** A tool that must not be run twice. */
    public FakeTools acting(String name, Behaviour behaviour) {
        return with(name, ToolHints.UNKNOWN, behaviour);
    }

    /** Has something to say in each session, by its files. */
    public FakeTools telling(Function<FileView, String> of) {
        instructions = of;
        return this;
    }

    /** Lets the tool be asked what became of its calls. */
    public FakeTools remembering(String name, Memory memory) {
        memories.put(name, memory);
        return this;
    }

    public List<Run> probes() {
        return List.copyOf(probes);
    }

    public static ToolDefinition definition(String name, ToolHints hints, ToolOwner owner) {
        return new ToolDefinition(name, "A tool called " + name, JsonObject.empty(), hints, owner);
    }

    /** A behaviour that succeeds at once. */
    public static Behaviour says(String output) {
        return run -> ToolResult.success(output);
    }

    public List<Run> runs() {
        return List.copyOf(runs);
    }

    public List<Run> runsOf(String tool) {
        return runs.stream().filter(run -> run.call().name().equals(tool)).toList();
    }

    @Override
    public List<Capability> capabilities() {
        return List.of(
                new Capability(
                        KIT, "Kit", "Tools of the test", "", List.copyOf(definitions.values())));
    }

    @Override
    public String instructions(CapabilityRef use, FileView files) {
        return instructions.apply(files);
    }

    @Override
    public ToolResult run(CapabilityId capability, ToolCall call, ToolContext context)
            throws InterruptedException {
        Run run = new Run(call, context);
        runs.add(run);
        Behaviour behaviour = behaviours.get(call.name());
        if (behaviour == null) {
            throw new IllegalStateException("asked to run " + call.name());
        }
        return behaviour.run(run);
    }

    @Override
    public Finding probe(CapabilityId capability, ToolCall call, ToolContext context)
            throws InterruptedException {
        Run run = new Run(call, context);
        probes.add(run);
        Memory memory = memories.get(call.name());
        return memory == null ? ToolRunner.super.probe(capability, call, context) : memory.of(run);
    }

    private FakeTools with(String name, ToolHints hints, Behaviour behaviour) {
        definitions.put(name, definition(name, hints, ToolOwner.ENGINE));
        behaviours.put(name, behaviour);
        return this;
    }
}
