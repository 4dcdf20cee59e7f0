package dev.perdure.engine.toolserver;

import dev.perdure.json.JsonObject;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolResult;
import dev.perdure.toolserver.ServedDefinition;
import dev.perdure.toolserver.ToolServerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One server for every address, whose tools and answers are the test's to say. */
final class FakeServers implements ToolServerClient {

    static final ToolHints CLAIMS = ToolHints.READ_ONLY;

    private final Map<String, String> tools = new LinkedHashMap<>();
    private final List<ServedCall> calls = new ArrayList<>();
    private final List<ServerAccess> accesses = new ArrayList<>();
    private final List<ToolServerId> forgotten = new ArrayList<>();
    private final List<Duration> times = new ArrayList<>();
    private boolean interrupted;
    private ServerAnswer answer = new ServerAnswer.Answered(ToolResult.success("done"), false);
    private String trouble = "";
    private int listings;

    /** Has a tool, from now on with this description. */
    FakeServers offering(String tool, String description) {
        tools.put(tool, description);
        return this;
    }

    void withdraw(String tool) {
        tools.remove(tool);
    }

    void answer(ServerAnswer next) {
        answer = next;
    }

    void failWith(String sentence) {
        trouble = sentence;
    }

    List<ServedCall> calls() {
        return calls;
    }

    ServerAccess lastAccess() {
        return accesses.getLast();
    }

    /** Has whoever asks for the tools be interrupted. */
    void interrupt() {
        interrupted = true;
    }

    List<ToolServerId> forgotten() {
        return forgotten;
    }

    List<ServerAccess> accesses() {
        return accesses;
    }

    /** How long each list was waited for. */
    List<Duration> times() {
        return times;
    }

    int listings() {
        return listings;
    }

    @Override
    public Optional<String> objection(ServerAccess access) {
        return access.address().contains("forbidden")
                ? Optional.of("The address may not be asked.")
                : Optional.empty();
    }

    @Override
    public void forget(ToolServerId id) {
        forgotten.add(id);
    }

    @Override
    public ServerListing list(ServerAccess access, Duration time) throws InterruptedException {
        accesses.add(access);
        times.add(time);
        listings++;
        if (interrupted) {
            throw new InterruptedException("nobody waits");
        }
        return trouble.isEmpty()
                ? new ServerListing.Listed(
                        tools.entrySet().stream()
                                .map(tool ->
                                        new ServerListing.Named(
                                                tool.getKey(), definition(tool.getValue())))
                                .toList(),
                        List.of())
                : new ServerListing.Failed(trouble);
    }

    @Override
    public ServerAnswer call(ServerAccess access, ServedCall call) {
        accesses.add(access);
        calls.add(call);
        return answer;
    }

    static ServedDefinition definition(String description) {
        return new ServedDefinition(
                "",
                description,
                JsonObject.builder().put("type", "object").build(),
                JsonObject.empty(),
                CLAIMS,
                "hash of " + description);
    }
}
