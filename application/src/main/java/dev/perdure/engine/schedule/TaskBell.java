package dev.perdure.engine.schedule;

import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.store.ScheduleStore;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.engine.turn.TurnEnds;
import dev.perdure.loop.CallState;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TurnState;
import dev.perdure.schedule.Recurrence;
import dev.perdure.schedule.Schedule;
import dev.perdure.schedule.ScheduleId;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the schedules of sub-agents looked at as soon as there is something to see: when a turn of a
 * sub-agent has ended, and when one that waits for sub-agents has. Other turns cost nothing.
 */
public final class TaskBell implements TurnEnds {

    private static final Logger LOG = LoggerFactory.getLogger(TaskBell.class);

    /** A schedule that was put off is held by nobody. */
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final ScheduleStore store;
    private final DueBell bell;
    private final InstantSource clock;

    public TaskBell(ScheduleStore store, DueBell bell, InstantSource clock) {
        this.store = store;
        this.bell = bell;
        this.clock = clock;
    }

    @Override
    public void ended(SessionKey session, SessionState before, TurnId turn) {
        for (SessionId task : concerned(session, before, turn)) {
            try {
                ring(session.organisation(), task);
            } catch (StoreUnavailable | LogUnavailable outage) {
                LOG.debug("The sub-agent {} is looked after later.", task, outage);
            }
        }
    }

    private static List<SessionId> concerned(SessionKey session, SessionState before, TurnId turn) {
        List<SessionId> tasks = new ArrayList<>();
        SessionSettings settings = before.settings();
        if (settings != null && !settings.ancestors().isEmpty()) {
            tasks.add(session.id());
        }
        if (before.turn(turn).orElse(null) instanceof TurnState.Open open) {
            for (CallState call : open.calls()) {
                if (call instanceof CallState.Delegated delegated) {
                    tasks.add(delegated.task());
                }
            }
        }
        return tasks;
    }

    /** Makes the schedule of a sub-agent due, unless it is over or somebody else changes it. */
    public void ring(OrganisationId organisation, SessionId task) {
        Optional<Schedule> watch =
                store.find(organisation, new ScheduleId(task.value()))
                        .filter(found -> found.terms().when() instanceof Recurrence.Answer)
                        .filter(found -> found.status().isOpen() && found.firing() == null);
        if (watch.isPresent()) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            store.replace(watch.get().putOff(now.plus(AT_ONCE), now), List.of());
            bell.ring();
        }
    }
}
