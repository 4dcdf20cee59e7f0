package dev.perdure.contract.crash;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.tool.Finding;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * The tools of a world: {@code look} changes nothing, {@code pay} acts once for each key, {@code
 * send} acts at every run, {@code wire} does so too and needs a person's leave, {@code mark} does
 * and knows that it did, {@code hang} acts and does not come back, {@code gaze} does not come back
 * and has done nothing, {@code trip} fails.
 */
final class PlayedTools implements ToolRunner {

    static final CapabilityRef USE = new CapabilityRef(new CapabilityId("kit"), JsonObject.empty());

    /** Whose leave the tool needs that asks for it. */
    static final CapabilityRef RULE =
            new CapabilityRef(
                    CapabilityId.TOOL_APPROVAL,
                    JsonObject.builder()
                            .put("tools", JsonArray.of(new JsonString("wire")))
                            .build());

    /** Those that do something. */
    static final Set<String> ACTING = Set.of("pay", "send", "wire", "mark", "hang");

    /** Run by the client. */
    static final List<ToolDefinition> OF_THE_CLIENT =
            List.of(
                    definition("ask", ToolHints.UNKNOWN, ToolOwner.CLIENT),
                    definition("choose", ToolHints.UNKNOWN, ToolOwner.CLIENT));

    static final ToolHints KEYED = new ToolHints(false, false, true, true, false);

    private final Ledger ledger;
    private final ToolHints hintsOfSend;
    private final CountDownLatch end = new CountDownLatch(1);

    PlayedTools(Ledger ledger, ToolHints hintsOfSend) {
        this.ledger = ledger;
        this.hintsOfSend = hintsOfSend;
    }

    /** Lets go what still hangs. */
    void end() {
        end.countDown();
    }

    @Override
    public List<Capability> capabilities() {
        return List.of(
                new Capability(
                        USE.id(),
                        "Kit",
                        "Tools of the matrix",
                        "",
                        List.of(
                                definition("look", ToolHints.READ_ONLY, ToolOwner.ENGINE),
                                definition("gaze", ToolHints.READ_ONLY, ToolOwner.ENGINE),
                                definition("trip", ToolHints.READ_ONLY, ToolOwner.ENGINE),
                                definition("pay", KEYED, ToolOwner.ENGINE),
                                definition("send", hintsOfSend, ToolOwner.ENGINE),
                                definition("wire", ToolHints.UNKNOWN, ToolOwner.ENGINE),
                                definition("mark", ToolHints.UNKNOWN, ToolOwner.ENGINE),
                                definition("hang", ToolHints.UNKNOWN, ToolOwner.ENGINE))));
    }

    @Override
    public ToolResult run(CapabilityId capability, ToolCall call, ToolContext context)
            throws InterruptedException {
        ledger.begin(call, context);
        return switch (call.name()) {
            case "pay" -> {
                ledger.actOnce(call, context);
                yield ToolResult.success("paid");
            }
            case "send", "wire", "mark" -> {
                ledger.act(call, context);
                yield ToolResult.success("sent");
            }
            case "hang" -> {
                ledger.act(call, context);
                yield hang();
            }
            case "gaze" -> hang();
            case "trip" -> ToolResult.error("It did not work out.");
            default -> ToolResult.success("seen");
        };
    }

    @Override
    public Finding probe(CapabilityId capability, ToolCall call, ToolContext context) {
        boolean knows = call.name().equals("mark");
        if (knows && ledger.hasHappened(context.session(), context.turn(), call.id())) {
            return new Finding.Done(ToolResult.success("sent"));
        }
        return knows ? new Finding.NeverHappened() : new Finding.Unknown();
    }

    private ToolResult hang() throws InterruptedException {
        end.await();
        return ToolResult.success("done");
    }

    private static ToolDefinition definition(String name, ToolHints hints, ToolOwner owner) {
        return new ToolDefinition(name, "A tool called " + name, JsonObject.empty(), hints, owner);
    }
}
