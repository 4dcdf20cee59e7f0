package dev.perdure.engine.toolserver;

import dev.perdure.refusal.Refusal;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.toolserver.ToolServer;
import dev.perdure.toolserver.ToolServerId;
import dev.perdure.toolserver.ToolServerSettings;
import io.vavr.control.Either;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Changes a server of tools. One that moves to another address gives its headers again, or has none
 * any more, and what was approved of it is approved no longer: somebody else may answer there.
 */
public final class ReviseToolServer {

    private final StoredChange stored;
    private final ToolServerCheck check;
    private final Doors doors;

    ReviseToolServer(StoredChange stored, ToolServerCheck check, Doors doors) {
        this.stored = stored;
        this.check = check;
        this.doors = doors;
    }

    public Either<Refusal, ToolServer> revise(
            OrganisationId organisation, ToolServerId id, ToolServerEdit edit) {
        return stored.apply(organisation, id, before -> changed(before, edit));
    }

    private Either<Refusal, ToolServerSettings> changed(ToolServer before, ToolServerEdit edit) {
        ToolServerSettings now = before.settings();
        String address = edit.address() == null ? now.address() : edit.address().strip();
        boolean moves = !address.equals(now.address());
        Map<String, String> headers = edit.headers();
        if (moves && headers == null && now.headers() != null) {
            return Either.left(
                    new Refusal.Invalid(
                            "headers",
                            "With another address the headers have to be given again, or taken"
                                    + " away with {}."));
        }
        ToolServerSettings wanted =
                new ToolServerSettings(
                        address,
                        Objects.requireNonNullElse(edit.enabled(), now.enabled()),
                        Objects.requireNonNullElse(edit.trustHints(), now.trustHints()),
                        Objects.requireNonNullElse(edit.allowed(), now.allowed()),
                        now.headerNames(),
                        now.headers(),
                        moves ? List.of() : now.tools(),
                        moves ? null : now.syncedAt());
        return check.check(before.name(), wanted, headers)
                .flatMap(fine ->
                        moves || headers != null
                                ? check.reachable(
                                        before.id(),
                                        before.name(),
                                        fine,
                                        Objects.requireNonNullElse(headers, Map.of()))
                                : Either.right(fine))
                .map(fine -> headers == null ? fine : withHeaders(before, fine, headers));
    }

    private ToolServerSettings withHeaders(
            ToolServer server, ToolServerSettings settings, Map<String, String> headers) {
        return headers.isEmpty()
                ? settings.withHeaders(List.of(), null)
                : settings.withHeaders(
                        headers.keySet().stream().sorted().toList(),
                        doors.sealed(server.organisation(), server.id(), headers));
    }
}
