package dev.perdure.contract;

import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.budget.BudgetCurrency;
import dev.perdure.budget.BudgetId;
import dev.perdure.budget.BudgetNotice;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.file.WorkspaceId;
import dev.perdure.harness.Harness;
import dev.perdure.harness.HarnessBase;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.message.ContentPart;
import dev.perdure.message.Controls;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.message.Role;
import dev.perdure.model.Cost;
import dev.perdure.model.ModelRef;
import dev.perdure.model.Origin;
import dev.perdure.model.Usage;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionSettings;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values that break stores: the texts, numbers and documents that something on the way may mangle.
 */
public final class SampleValues {

    /**
     * NUL, lone surrogates, a pair, line separators, controls, a mark that combines, a
     * noncharacter.
     */
    public static final String AWKWARD_TEXT =
            "nul \0 high \ud83d low \ude00 pair \ud83d\ude00 line \u2028\r\n quote \" back \\ slash /"
                    + " controls \u0001\u001f\u007f\u0085 mark e\u0301 order \ufeff end \uffff ";

    public static final ModelRef MODEL = new ModelRef("provider/a model, spelled: its way");

    public static final Usage USAGE = new Usage(Long.MAX_VALUE, 2, 3, 0);

    public static final Usage USAGE_PAID =
            new Usage(
                    1, Long.MAX_VALUE, 3, 4, 0L, new Cost(new BigDecimal("98765432109.000000125")));

    /** Finer than a millisecond, as a clock may be. */
    public static final Instant INSTANT = Instant.parse("2026-02-28T23:59:59.123456789Z");

    public static final Duration DURATION = Duration.ofSeconds(3, 987_654_321);

    /** Bytes that are not what any writer would produce from their value. */
    public static final JsonText OPAQUE =
            new JsonText(
                    " { \"b\" : 1.0 ,\n\t\"a\":[1e2, -0],\"c\":\"\\u0041\\/\\ud800\\u0000\"}  ");

    private SampleValues() {}

    /** Members out of order, every type, numbers spelled in several ways. */
    public static JsonObject document() {
        JsonText text =
                new JsonText(
                        """
                        {"z":1.0,"a":[-0,1e2,123456789012345678901234567890,0.1],"":null,"t":true,\
                        "f":false,"nul":"\\u0000","lone":"\\ud800","in":{"y":{},"x":[]},"m":"text"}\
                        """);
        return (JsonObject) text.value();
    }

    public static ToolCall call() {
        return new ToolCall(new ToolCallId("call \0 of whoever"), "a_tool", OPAQUE);
    }

    /** Every kind of part, twice where order could be lost. */
    public static List<ContentPart> content() {
        return List.of(
                new InputPart.Text(AWKWARD_TEXT),
                new InputPart.Text(""),
                new ContentPart.Thinking(AWKWARD_TEXT),
                new ContentPart.Opaque(new Origin("a wire", AWKWARD_TEXT, "a model"), OPAQUE),
                new InputPart.ImageUrl("https://example.org/?a=b&c=\u00e9"),
                new InputPart.ImageData("AAEC/w==", "image/png"),
                new InputPart.ImageFile("image 1", "name \"quoted\".png"),
                new ContentPart.ToolUse(call()),
                new InputPart.Text("last"));
    }

    public static Message message(Role role) {
        return new Message(
                messageId(1),
                role,
                content(),
                new Controls(MODEL, document()),
                document(),
                document(),
                document(),
                INSTANT);
    }

    /** A message with as little in it as there can be. */
    public static Message bareMessage() {
        return new Message(
                messageId(2),
                Role.USER,
                List.of(),
                Controls.NONE,
                JsonObject.empty(),
                JsonObject.empty(),
                JsonObject.empty(),
                Instant.EPOCH);
    }

    public static MessageId messageId(long low) {
        return new MessageId(new UUID(0x0123_4567_89ab_7000L, low));
    }

    public static List<CapabilityRef> capabilities() {
        return List.of(
                new CapabilityRef(new CapabilityId("second"), document()),
                new CapabilityRef(new CapabilityId("first"), JsonObject.empty()));
    }

    public static List<ToolDefinition> tools() {
        return List.of(
                new ToolDefinition(
                        "zeta",
                        AWKWARD_TEXT,
                        document(),
                        new ToolHints(true, false, true, false, true),
                        ToolOwner.CLIENT),
                new ToolDefinition(
                        "alpha",
                        "",
                        JsonObject.empty(),
                        new ToolHints(false, true, false, true, false),
                        ToolOwner.ENGINE));
    }

    /** Session settings with everything chosen, and chosen awkwardly. */
    public static SessionSettings sessionSettings() {
        return new SessionSettings(
                Harness.GENERIC_ID,
                new HarnessBase(
                        AWKWARD_TEXT, capabilities(), MODEL, Integer.MAX_VALUE, OutcomePolicy.ASK),
                new AgentId(new UUID(7, 8)),
                AWKWARD_TEXT,
                List.of("second", "first", ""),
                MODEL,
                AWKWARD_TEXT,
                capabilities(),
                tools(),
                Integer.MAX_VALUE,
                new WorkspaceId(new UUID(9, 10)),
                document(),
                List.of(new SessionId(new UUID(3, 4)), new SessionId(new UUID(5, 6))),
                List.of(new AgentId(new UUID(7, 9))));
    }

    /** Agent settings with everything chosen, and chosen awkwardly. */
    public static AgentSettings agentSettings() {
        return new AgentSettings(
                AWKWARD_TEXT,
                AWKWARD_TEXT,
                AWKWARD_TEXT,
                AWKWARD_TEXT,
                Harness.GENERIC_ID,
                MODEL,
                List.of(new ModelRef("second"), new ModelRef("first")),
                document(),
                capabilities(),
                tools(),
                List.of("second", "first", ""),
                1,
                OutcomePolicy.RERUN,
                false,
                document());
    }

    static BudgetNotice notice(BudgetCurrency currency, @Nullable BigDecimal softLimit) {
        return new BudgetNotice(
                new BudgetId(UUID.fromString("01234567-89ab-7000-0000-00000000000b")),
                currency,
                new BigDecimal("10"),
                new BigDecimal("-1.000000000000125"),
                softLimit,
                softLimit == null,
                AWKWARD_TEXT);
    }
}
