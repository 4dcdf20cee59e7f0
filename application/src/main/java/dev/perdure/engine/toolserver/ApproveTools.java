package dev.perdure.engine.toolserver;

import dev.perdure.refusal.Refusal;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.toolserver.ServedTool;
import dev.perdure.toolserver.ToolServer;
import dev.perdure.toolserver.ToolServerId;
import dev.perdure.toolserver.ToolServerSettings;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Agrees to tools as their server has them now. Each is named with the hash of what was looked at,
 * so that nobody agrees to what came in its place; a tool that is gone is forgotten.
 */
public final class ApproveTools {

    private final StoredChange stored;

    ApproveTools(StoredChange stored) {
        this.stored = stored;
    }

    /**
     * Agrees to all of them, or to none.
     *
     * @param hashes of what was seen, by the names the server has; an empty one for a tool that is
     *     gone
     */
    public Either<Refusal, ToolServer> approve(
            OrganisationId organisation, ToolServerId id, Map<String, String> hashes) {
        return stored.apply(organisation, id, before -> approved(before.settings(), hashes));
    }

    private static Either<Refusal, ToolServerSettings> approved(
            ToolServerSettings before, Map<String, String> hashes) {
        for (Map.Entry<String, String> asked : hashes.entrySet()) {
            if (before.tool(asked.getKey()).isEmpty()) {
                return Either.left(new Refusal.NotFound("tool", asked.getKey()));
            }
        }
        List<ServedTool> tools = new ArrayList<>();
        for (ServedTool tool : before.tools()) {
            String hash = hashes.get(tool.name());
            if (hash == null) {
                tools.add(tool);
            } else if (!hash.equals(hashOf(tool))) {
                return Either.left(
                        new Refusal.Conflicting(
                                "The tool "
                                        + tool.name()
                                        + " is not as it was when it was looked at."));
            } else if (tool.seen() != null) {
                tools.add(tool.agreedTo());
            }
        }
        return Either.right(before.withTools(tools, before.syncedAt()));
    }

    private static String hashOf(ServedTool tool) {
        return tool.seen() == null ? "" : Objects.requireNonNull(tool.seen()).hash();
    }
}
