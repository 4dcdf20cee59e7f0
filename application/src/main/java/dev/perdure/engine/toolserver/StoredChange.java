package dev.perdure.engine.toolserver;

import dev.perdure.engine.store.ToolServerStore;
import dev.perdure.engine.store.ToolServerStore.ToolServerWrite;
import dev.perdure.refusal.Refusal;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.toolserver.ToolServer;
import dev.perdure.toolserver.ToolServerId;
import dev.perdure.toolserver.ToolServerSettings;
import io.vavr.control.Either;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** Changes a stored server, again when somebody else changed it meanwhile. */
record StoredChange(ToolServerStore store, Doors doors, InstantSource clock) {

    /** A change that changes nothing makes no version. */
    Either<Refusal, ToolServer> apply(
            OrganisationId organisation,
            ToolServerId id,
            Function<ToolServer, Either<Refusal, ToolServerSettings>> change) {
        while (true) {
            Optional<ToolServer> found = store.find(organisation, id);
            if (found.isEmpty()) {
                return Either.left(ToolServerCheck.noSuch(id));
            }
            ToolServer before = found.get();
            Either<Refusal, ToolServerSettings> after =
                    change.apply(before).map(settings -> doors.rewrapped(before, settings));
            if (after.isLeft()) {
                return Either.left(after.getLeft());
            }
            if (after.get().equals(before.settings())) {
                return Either.right(before);
            }
            ToolServer revised = before.revised(after.get(), clock.instant());
            if (store.replace(revised, before.version()) == ToolServerWrite.STORED) {
                return Either.right(revised);
            }
        }
    }
}
