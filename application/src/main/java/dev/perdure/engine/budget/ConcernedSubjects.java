package dev.perdure.engine.budget;

import dev.perdure.budget.BudgetSubject;
import dev.perdure.engine.store.BudgetStore;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.tenant.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has a budget, as this node knows: its own changes at once, those of others within {@link
 * #LOOK}. So a call that no budget concerns costs no question. Thread-safe.
 */
public final class ConcernedSubjects {

    private static final Logger LOG = LoggerFactory.getLogger(ConcernedSubjects.class);

    /** What other nodes know is looked up so often. */
    public static final Duration LOOK = Duration.ofSeconds(1);

    private final BudgetStore store;
    private final InstantSource clock;
    private final Map<OrganisationId, Seen> seen = new ConcurrentHashMap<>();

    public ConcernedSubjects(BudgetStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Whether any of them may have a budget. */
    public boolean concern(OrganisationId organisation, List<BudgetSubject> subjects) {
        Set<UUID> known = fresh(organisation).subjects();
        return subjects.stream().anyMatch(subject -> known.contains(subject.id()));
    }

    void forget(OrganisationId organisation) {
        seen.remove(organisation);
    }

    /** One call at a time looks; the others, and those that look in vain, go by what is known. */
    private Seen fresh(OrganisationId organisation) {
        Instant now = clock.instant();
        Seen last = seen.get(organisation);
        if (last == null) {
            return looked(organisation, now);
        }
        boolean current = !now.isBefore(last.at()) && now.isBefore(last.at().plus(LOOK));
        if (current || !seen.replace(organisation, last, new Seen(now, last.subjects()))) {
            return last;
        }
        try {
            return looked(organisation, now);
        } catch (StoreUnavailable outage) {
            LOG.debug("Who has a budget cannot be looked up.", outage);
            return last;
        }
    }

    private Seen looked(OrganisationId organisation, Instant now) {
        Seen next = new Seen(now, store.subjects(organisation));
        seen.put(organisation, next);
        return next;
    }

    private record Seen(Instant at, Set<UUID> subjects) {}
}
