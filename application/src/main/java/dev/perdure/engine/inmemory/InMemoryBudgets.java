package dev.perdure.engine.inmemory;

import dev.perdure.budget.Budget;
import dev.perdure.budget.BudgetEntry;
import dev.perdure.budget.BudgetId;
import dev.perdure.budget.BudgetSubject;
import dev.perdure.budget.CallKey;
import dev.perdure.budget.Charge;
import dev.perdure.budget.Reservation;
import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.store.BudgetChange;
import dev.perdure.engine.store.BudgetStore;
import dev.perdure.engine.store.Reserving;
import dev.perdure.engine.store.Window;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Budgets in memory. */
final class InMemoryBudgets implements BudgetStore {

    private final Memory memory;
    private final Accounts accounts;
    private final IdSource ids;

    InMemoryBudgets(Memory memory, IdSource ids) {
        this.memory = memory;
        this.accounts = memory.accounts;
        this.ids = ids;
    }

    @Override
    public Set<UUID> subjects(OrganisationId organisation) {
        return memory.locked(() ->
                of(organisation)
                        .map(budget -> budget.terms().subject().id())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public Optional<Budget> find(OrganisationId organisation, BudgetId id, Instant now) {
        return memory.locked(() -> {
            settleAbandoned(now);
            return own(organisation, id).map(budget -> budget.at(now));
        });
    }

    @Override
    public List<Budget> of(OrganisationId organisation, List<BudgetSubject> subjects, Instant now) {
        return list(organisation, now).stream()
                .filter(budget -> subjects.contains(budget.terms().subject()))
                .toList();
    }

    @Override
    public List<Budget> list(OrganisationId organisation, Instant now) {
        return memory.locked(() -> {
            settleAbandoned(now);
            return of(organisation).map(budget -> budget.at(now)).toList();
        });
    }

    @Override
    public void insert(Budget budget) {
        memory.locked(() -> accounts.budgets.put(budget.id(), budget));
    }

    @Override
    public Optional<Budget> change(
            OrganisationId organisation, BudgetId id, BudgetChange change, Instant now) {
        return memory.locked(() -> {
            settleAbandoned(now);
            Optional<Budget> changed =
                    own(organisation, id).map(budget -> change.change().apply(budget.at(now)));
            changed.ifPresent(budget -> {
                accounts.budgets.put(id, budget);
                if (change.entry() != null) {
                    accounts.ledger.add(change.entry());
                }
            });
            return changed;
        });
    }

    @Override
    public boolean remove(OrganisationId organisation, BudgetId id) {
        return memory.locked(() -> {
            boolean found = own(organisation, id).isPresent();
            if (found) {
                accounts.forget(id);
            }
            return found;
        });
    }

    @Override
    public Reservation reserve(Reserving asked, Instant now) {
        CallKey call = asked.call();
        return memory.locked(() -> {
            Accounts.Kept kept = accounts.kept.get(call);
            if (kept != null) {
                return new Reservation.Granted(
                        kept.parts().keySet().stream()
                                .flatMap(id ->
                                        Optional.ofNullable(accounts.budgets.get(id)).stream())
                                .toList());
            }
            Reservation reservation = decided(asked, now);
            if (reservation instanceof Reservation.Held) {
                settleAbandoned(now);
                reservation = decided(asked, now);
            }
            if (reservation instanceof Reservation.Held held) {
                accounts.held
                        .computeIfAbsent(held.budget().id(), id -> new HashSet<>())
                        .add(call.session());
            } else if (reservation instanceof Reservation.Granted granted) {
                keep(asked, granted.budgets(), now);
            }
            return reservation;
        });
    }

    private Reservation decided(Reserving asked, Instant now) {
        List<Budget> concerned =
                of(asked.call().session().organisation())
                        .filter(budget -> asked.subjects().contains(budget.terms().subject()))
                        .map(budget -> budget.at(now))
                        .sorted(Comparator.comparing(Budget::id))
                        .toList();
        return Reservation.of(concerned, asked.most());
    }

    private void keep(Reserving asked, List<Budget> budgets, Instant now) {
        Map<BudgetId, Accounts.Part> parts = new LinkedHashMap<>();
        for (Budget budget : budgets) {
            accounts.budgets.put(budget.id(), budget);
            Set<SessionKey> held = accounts.held.get(budget.id());
            if (held != null) {
                held.remove(asked.call().session());
            }
            BigDecimal amount = asked.most().in(budget.terms().currency());
            if (amount != null) {
                parts.put(budget.id(), new Accounts.Part(amount, budget.stamp(now)));
            }
        }
        accounts.kept.put(asked.call(), new Accounts.Kept(asked.epoch(), parts));
    }

    @Override
    public List<Budget> settle(CallKey call, @Nullable Charge spent, Instant now) {
        return memory.locked(() -> settled(call, spent, now));
    }

    private List<Budget> settled(CallKey call, @Nullable Charge spent, Instant now) {
        Accounts.Kept kept = accounts.kept.remove(call);
        List<Budget> warned = new ArrayList<>();
        if (kept == null) {
            return warned;
        }
        kept.parts()
                .forEach((id, part) -> {
                    Budget before = accounts.budgets.get(id);
                    if (before != null) {
                        BigDecimal known =
                                spent == null ? null : spent.in(before.terms().currency());
                        BigDecimal actual = known == null ? part.amount() : known;
                        Budget current = before.at(now);
                        Budget after = current.settle(part.amount(), actual, part.at());
                        accounts.budgets.put(id, after);
                        accounts.ledger.add(entry(call, id, actual, known != null, now));
                        if (after.hasJustWarned(current)) {
                            warned.add(after);
                        }
                    }
                });
        return warned;
    }

    private BudgetEntry entry(
            CallKey call, BudgetId budget, BigDecimal amount, boolean reported, Instant now) {
        return new BudgetEntry(
                ids.next(),
                budget,
                amount,
                reported ? BudgetEntry.Source.MODEL_CALL : BudgetEntry.Source.UNREPORTED_CALL,
                "",
                call.session().id(),
                call.turn(),
                now);
    }

    @Override
    public List<BudgetEntry> ledger(OrganisationId organisation, BudgetId id, Window window) {
        return memory.locked(() ->
                own(organisation, id).isEmpty()
                        ? List.<BudgetEntry>of()
                        : accounts.ledger.reversed().stream()
                                .filter(entry -> entry.budget().equals(id))
                                .skip(window.offset())
                                .limit(window.limit())
                                .toList());
    }

    @Override
    public Set<SessionKey> takeHeld(OrganisationId organisation, BudgetId id) {
        return memory.locked(() -> {
            Set<SessionKey> held = accounts.held.getOrDefault(id, Set.of());
            Set<SessionKey> own =
                    held.stream()
                            .filter(session -> session.organisation().equals(organisation))
                            .collect(Collectors.toUnmodifiableSet());
            if (!own.isEmpty()) {
                accounts.held.remove(id);
            }
            return own;
        });
    }

    /** What nobody can settle any more came to what it had reserved. */
    private void settleAbandoned(Instant now) {
        List<CallKey> abandoned =
                accounts.kept.entrySet().stream()
                        .filter(kept -> !memory.isClaimed(kept.getKey(), kept.getValue().epoch()))
                        .map(Map.Entry::getKey)
                        .toList();
        abandoned.forEach(call -> settled(call, null, now));
    }

    private Stream<Budget> of(OrganisationId organisation) {
        return accounts.budgets.values().stream()
                .filter(budget -> budget.organisation().equals(organisation));
    }

    private Optional<Budget> own(OrganisationId organisation, BudgetId id) {
        return Optional.ofNullable(accounts.budgets.get(id))
                .filter(budget -> budget.organisation().equals(organisation));
    }
}
