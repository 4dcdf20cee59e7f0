package dev.perdure.engine.tool;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.capability.Contribution;
import dev.perdure.engine.file.FileView;
import dev.perdure.session.SessionId;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.Finding;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolResult;
import java.util.List;
import java.util.Optional;

/** A source of capabilities whose tools the engine runs. Thread-safe. */
public interface ToolRunner {

    /**
     * What this runner offers to everybody; the same at every call. Every capability of a family
     * that is named here is this runner's, too.
     */
    List<Capability> capabilities();

    /** The members of its families that an organisation may use, as lists show them. */
    default List<Capability> members(OrganisationId organisation) {
        return List.of();
    }

    /**
     * What one use of a capability brings, or why it cannot be used with these settings. Asked when
     * an agent or session is saved and whenever a turn is begun or taken over; may block to read
     * what is stored, and asks nobody outside.
     */
    default Contribution contribute(OrganisationId organisation, CapabilityRef use) {
        return capabilities().stream()
                .filter(capability -> capability.id().equals(use.id()))
                .findFirst()
                .<Contribution>map(Capability::contribution)
                .orElseGet(() -> new Contribution.Refused("There is none of this name."));
    }

    /**
     * What a use adds to the instructions of one session, after those it brings everywhere; empty
     * when nothing, as here. Asked whenever a turn is begun or taken over, and has to be the same
     * for the same files; may block to read what is stored, and asks nobody outside.
     *
     * @param files of the session, as they were when the turn began
     */
    default String instructions(CapabilityRef use, FileView files) {
        return "";
    }

    /**
     * Runs one call, on the calling thread, which is a virtual one: a tool that computes for long
     * without ever waiting belongs on threads of its own. What goes wrong inside the tool is an
     * error result and not an exception.
     *
     * @param capability the one that contributed the tool
     */
    ToolResult run(CapabilityId capability, ToolCall call, ToolContext context)
            throws InterruptedException;

    /**
     * The session whose answer is the result of a call that {@link #run} has run with success;
     * empty when what the run answered is. Follows from the call, its context and what its run
     * answered; whichever run of the call names a session, it is the same one.
     */
    default Optional<SessionId> answeredBy(
            CapabilityId capability, ToolCall call, ToolContext context, ToolResult answered) {
        return Optional.empty();
    }

    /**
     * Says what became of a call that was run under the key of {@code context} and whose answer was
     * lost: its node died, or it did not answer in time. Asked only of calls that may not be
     * repeated unasked, and possibly more than once. Changes nothing. An honest runner says that it
     * cannot tell, as this one does, unless it knows: a call that is said to have never happened is
     * run again, one that is said to be done never.
     */
    default Finding probe(CapabilityId capability, ToolCall call, ToolContext context)
            throws InterruptedException {
        return new Finding.Unknown();
    }
}
