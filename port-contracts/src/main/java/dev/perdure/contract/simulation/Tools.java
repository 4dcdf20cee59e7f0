package dev.perdure.contract.simulation;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.contract.invariant.ToolBook;
import dev.perdure.contract.invariant.Violation;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.json.JsonObject;
import dev.perdure.tool.Finding;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The tools of one life: one looks, one may be repeated under its key, one must not be repeated.
 */
final class Tools implements ToolRunner {

    static final String LOOK = "look";
    static final String PAY = "pay";
    static final String SEND = "send";
    static final String ASK = "ask";

    /** Those that do something. */
    static final Set<String> ACTING = Set.of(PAY, SEND);

    /** Run by the client. */
    static final ToolDefinition CLIENT_TOOL = definition(ASK, ToolHints.UNKNOWN, ToolOwner.CLIENT);

    static final CapabilityRef USE = new CapabilityRef(new CapabilityId("kit"), JsonObject.empty());

    private static final Duration TIME_MAX = Duration.ofMillis(300);
    private static final Duration STALL = Duration.ofSeconds(20);
    private static final ToolHints KEYED = new ToolHints(false, false, true, true, false);

    private final Carrier carrier;
    private final Chance chance;
    private final Life life;
    private final ToolBook book;
    private final ToolHints sendHints;

    Tools(Surroundings world, Life life) {
        this.carrier = world.carrier();
        this.chance = world.chance();
        this.life = life;
        this.book = world.book();
        this.sendHints = world.store().bug().hintsOfSend();
    }

    @Override
    public List<Capability> capabilities() {
        return List.of(
                new Capability(
                        USE.id(),
                        "Kit",
                        "Tools of the world",
                        "",
                        List.of(
                                definition(LOOK, ToolHints.READ_ONLY, ToolOwner.ENGINE),
                                definition(PAY, KEYED, ToolOwner.ENGINE),
                                definition(SEND, sendHints, ToolOwner.ENGINE))));
    }

    /** An assertion that fails in here fails the run, and not merely the tool. */
    @Override
    public ToolResult run(CapabilityId capability, ToolCall call, ToolContext context)
            throws InterruptedException {
        try {
            book.begin(call, context);
            carrier.sleep(life, chance.upTo(TIME_MAX));
            switch (call.name()) {
                case SEND -> book.act(call, context);
                case PAY -> book.actOnce(call, context);
                default -> {}
            }
            carrier.sleep(life, chance.in100(2) ? STALL : chance.upTo(TIME_MAX));
            return chance.in100(95)
                    ? ToolResult.success("done")
                    : ToolResult.error("It did not work out.");
        } catch (Violation broken) {
            carrier.fail(broken);
            throw broken;
        }
    }

    /** Knows sometimes that something happened, and never that nothing ever will. */
    @Override
    public Finding probe(CapabilityId capability, ToolCall call, ToolContext context)
            throws InterruptedException {
        carrier.sleep(life, chance.upTo(TIME_MAX));
        boolean found = book.hasHappened(context.session(), context.turn(), call.id());
        return found && chance.in100(50)
                ? new Finding.Done(ToolResult.success("done"))
                : new Finding.Unknown();
    }

    private static ToolDefinition definition(String name, ToolHints hints, ToolOwner owner) {
        return new ToolDefinition(name, "A tool called " + name, JsonObject.empty(), hints, owner);
    }
}
