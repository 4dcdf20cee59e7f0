package dev.perdure.tools.builtin;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.RiskLevel;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolResult;
import dev.perdure.tools.arguments.Arguments;
import dev.perdure.tools.arguments.InvalidArguments;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The capabilities {@code current_time}, {@code noop}, {@code test_math} and {@code test_weather}.
 * Every tool only reads, so a run that was cut off may be repeated. Arguments that do not satisfy a
 * tool's schema are an error result whose sentence says what is wrong with which argument.
 */
public final class BuiltInTools implements ToolRunner {

    private final List<Capability> capabilities = new ArrayList<>();
    private final Map<CapabilityId, Map<String, BuiltInTool>> tools = new HashMap<>();

    private BuiltInTools(InstantSource clock) {
        offer(
                "utility",
                "current_time",
                "Current Time",
                "Tells the present date and time, in any time zone.",
                "",
                List.of(new CurrentTimeTool(clock)));
        offer(
                "testing",
                "noop",
                "No-Op",
                "Contributes nothing; for trying capabilities out.",
                "",
                List.of());
        offer(
                "testing",
                "test_math",
                "Test Math",
                "Exact arithmetic with two numbers, for trying out tool calls.",
                "Calculate with the tools add, subtract, multiply and divide instead of in your head.",
                List.of(Operation.values()));
        offer(
                "testing",
                "test_weather",
                "Test Weather",
                "Made-up weather, the same for a place every time, for trying out tool calls.",
                "The tool get_weather tells the weather of now, get_forecast that of the next days.",
                List.of(new WeatherTool(clock), new ForecastTool(clock)));
    }

    /** The tools on the system's clock. */
    public static BuiltInTools create() {
        return create(InstantSource.system());
    }

    public static BuiltInTools create(InstantSource clock) {
        return new BuiltInTools(clock);
    }

    @Override
    public List<Capability> capabilities() {
        return List.copyOf(capabilities);
    }

    @Override
    public ToolResult run(CapabilityId capability, ToolCall call, ToolContext context) {
        BuiltInTool tool = tools.getOrDefault(capability, Map.of()).get(call.name());
        if (tool == null) {
            return ToolResult.error(
                    "The capability " + capability.value() + " has no tool " + call.name() + ".");
        }
        try {
            return tool.run(Arguments.of(call, tool.definition()));
        } catch (InvalidArguments invalid) {
            return ToolResult.error(invalid.sentence());
        }
    }

    private void offer(
            String category,
            String id,
            String name,
            String description,
            String instructions,
            List<? extends BuiltInTool> offered) {
        CapabilityId capability = new CapabilityId(id);
        capabilities.add(
                new Capability(
                                capability,
                                name,
                                description,
                                instructions,
                                offered.stream().map(BuiltInTool::definition).toList())
                        .rated(category, RiskLevel.LOW));
        Map<String, BuiltInTool> byName = new HashMap<>();
        offered.forEach(tool -> byName.put(tool.definition().name(), tool));
        tools.put(capability, byName);
    }
}
