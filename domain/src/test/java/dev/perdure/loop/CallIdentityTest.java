package dev.perdure.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonText;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.CallHash;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.turn.TurnId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CallIdentityTest {

    private static final SessionKey SESSION = Given.SESSION;
    private static final ToolCall CALL =
            new ToolCall(new ToolCallId("a"), "pay", new JsonText("{\"to\":\"me\"}"));

    @Test
    void whatever_is_another_makes_another_hash() {
        SessionKey ofOthers =
                new SessionKey(new OrganisationId(new UUID(7, 7)), Given.SESSION.id());
        SessionKey other = new SessionKey(SESSION.organisation(), new SessionId(new UUID(8, 8)));
        List<CallIdentity> all =
                List.of(
                        of(CALL),
                        new CallIdentity(ofOthers, Given.TURN, CALL, "definition"),
                        new CallIdentity(other, Given.TURN, CALL, "definition"),
                        new CallIdentity(SESSION, new TurnId(new UUID(9, 9)), CALL, "definition"),
                        new CallIdentity(SESSION, Given.TURN, CALL, "definition "),
                        of(new ToolCall(new ToolCallId("b"), "pay", CALL.arguments())),
                        of(new ToolCall(CALL.id(), "pays", CALL.arguments())),
                        of(new ToolCall(CALL.id(), "pay", new JsonText("{\"to\":\"mf\"}"))),
                        of(new ToolCall(CALL.id(), "pay", new JsonText("{\"to\": \"me\"}"))),
                        of(new ToolCall(CALL.id(), "pay", new JsonText("{\"to\":\"\\u006de\"}"))));

        Set<CallHash> hashes = new HashSet<>();
        all.forEach(identity -> hashes.add(identity.hash()));

        assertThat(hashes).hasSize(all.size());
    }

    @Test
    void the_same_call_has_the_same_hash_everywhere() {
        assertThat(of(CALL).hash())
                .isEqualTo(
                        of(new ToolCall(CALL.id(), "pay", new JsonText(CALL.arguments().text())))
                                .hash());
        assertThat(of(CALL).hash().value()).matches("[0-9a-f]{64}");
    }

    private static CallIdentity of(ToolCall call) {
        return new CallIdentity(SESSION, Given.TURN, call, "definition");
    }
}
