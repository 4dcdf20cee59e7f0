package dev.perdure.contract.lies;

import dev.perdure.budget.Budget;
import dev.perdure.budget.BudgetEntry;
import dev.perdure.budget.BudgetId;
import dev.perdure.budget.BudgetSubject;
import dev.perdure.budget.CallKey;
import dev.perdure.budget.Charge;
import dev.perdure.budget.Reservation;
import dev.perdure.engine.store.BudgetChange;
import dev.perdure.engine.store.BudgetStore;
import dev.perdure.engine.store.Reserving;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.store.Window;
import dev.perdure.engine.work.Epoch;
import dev.perdure.model.Cost;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.turn.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lies about budgets. */
final class BudgetLies {

    private static final OrganisationId HOME = OrganisationId.DEFAULT;

    private BudgetLies() {}

    static List<Lie> all() {
        return List.of(
                lie("adds no budget", Forgets::new),
                lie("lists budgets newest first", ListsBackwards::new),
                lie("shows budgets to strangers", ShowsToStrangers::new),
                lie("lets strangers remove budgets", RemovesForStrangers::new),
                lie("says that it changed a budget, and did not", ChangesNothing::new),
                lie("says that it removed a budget, and did not", RemovesNothing::new),
                lie("has its ledgers oldest first", TellsBackwards::new),
                lie("tells the whole ledger at once", IgnoresWindows::new),
                lie("knows no periods", NeverRenews::new),
                lie("says that nobody has a budget", KnowsNobody::new),
                lie("charges every budget", ChargesAll::new),
                lie("charges one budget of several", ChargesOne::new),
                lie("grants what there is no room for", GrantsAll::new),
                lie("reserves anew each time it is asked", ReservesAnew::new),
                lie("takes what nobody knows the price of for free", PricesAtNothing::new),
                lie("settles at what was reserved", SettlesInFull::new),
                lie("settles what nobody knows at nothing", SettlesAtNothing::new),
                lie("warns of no soft limit", NeverWarns::new),
                lie("takes the living for dead", BuriesTheLiving::new),
                lie("knows no periods of calls", NeverRenewsForCalls::new),
                lie("reserves from the period to come", ReservesAhead::new),
                lie("forgets whom a budget holds", ForgetsTheHeld::new),
                lie("lets go of nobody whom a budget held", NeverLetsGo::new),
                lie("tells strangers whom a budget holds", TellsStrangers::new));
    }

    private static Lie lie(String name, Function<BudgetStore, BudgetStore> lying) {
        return new Lie(
                name,
                () ->
                        new Liar() {
                            @Override
                            BudgetStore budgets(Storage truth) {
                                return lying.apply(truth.budgets());
                            }
                        });
    }

    private static final class Forgets extends TrueBudgets {

        Forgets(BudgetStore truth) {
            super(truth);
        }

        @Override
        public void insert(Budget budget) {
            // That is the lie.
        }
    }

    private static final class ListsBackwards extends TrueBudgets {

        ListsBackwards(BudgetStore truth) {
            super(truth);
        }

        @Override
        public List<Budget> list(OrganisationId organisation, Instant now) {
            return truth.list(organisation, now).reversed();
        }
    }

    private static final class ShowsToStrangers extends TrueBudgets {

        ShowsToStrangers(BudgetStore truth) {
            super(truth);
        }

        @Override
        public Optional<Budget> find(OrganisationId organisation, BudgetId id, Instant now) {
            return truth.find(HOME, id, now);
        }
    }

    private static final class RemovesForStrangers extends TrueBudgets {

        RemovesForStrangers(BudgetStore truth) {
            super(truth);
        }

        @Override
        public boolean remove(OrganisationId organisation, BudgetId id) {
            return truth.remove(HOME, id);
        }
    }

    private static final class ChangesNothing extends TrueBudgets {

        ChangesNothing(BudgetStore truth) {
            super(truth);
        }

        @Override
        public Optional<Budget> change(
                OrganisationId organisation, BudgetId id, BudgetChange change, Instant now) {
            return truth.find(organisation, id, now).map(change.change());
        }
    }

    private static final class RemovesNothing extends TrueBudgets {

        RemovesNothing(BudgetStore truth) {
            super(truth);
        }

        @Override
        public boolean remove(OrganisationId organisation, BudgetId id) {
            return truth.find(organisation, id, Instant.EPOCH).isPresent();
        }
    }

    private static final class TellsBackwards extends TrueBudgets {

        TellsBackwards(BudgetStore truth) {
            super(truth);
        }

        @Override
        public List<BudgetEntry> ledger(OrganisationId organisation, BudgetId id, Window window) {
            return truth.ledger(organisation, id, window).reversed();
        }
    }

    private static final class IgnoresWindows extends TrueBudgets {

        IgnoresWindows(BudgetStore truth) {
            super(truth);
        }

        @Override
        public List<BudgetEntry> ledger(OrganisationId organisation, BudgetId id, Window window) {
            return truth.ledger(organisation, id, new Window(0, Window.LIMIT_MAX));
        }
    }

    private static final class NeverRenews extends TrueBudgets {

        NeverRenews(BudgetStore truth) {
            super(truth);
        }

        @Override
        public Optional<Budget> find(OrganisationId organisation, BudgetId id, Instant now) {
            return truth.find(organisation, id, Instant.EPOCH);
        }
    }

    private static final class KnowsNobody extends TrueBudgets {

        KnowsNobody(BudgetStore truth) {
            super(truth);
        }

        @Override
        public Set<UUID> subjects(OrganisationId organisation) {
            return Set.of();
        }
    }

    private static final class ChargesAll extends TrueBudgets {

        ChargesAll(BudgetStore truth) {
            super(truth);
        }

        @Override
        public Reservation reserve(Reserving asked, Instant now) {
            List<BudgetSubject> all =
                    truth.list(HOME, now).stream().map(budget -> budget.terms().subject()).toList();
            return truth.reserve(
                    new Reserving(asked.call(), asked.epoch(), all, asked.most()), now);
        }
    }

    private static final class ChargesOne extends TrueBudgets {

        ChargesOne(BudgetStore truth) {
            super(truth);
        }

        @Override
        public Reservation reserve(Reserving asked, Instant now) {
            return truth.reserve(
                    new Reserving(
                            asked.call(),
                            asked.epoch(),
                            asked.subjects().subList(0, 1),
                            asked.most()),
                    now);
        }
    }

    private static final class GrantsAll extends TrueBudgets {

        GrantsAll(BudgetStore truth) {
            super(truth);
        }

        @Override
        public Reservation reserve(Reserving asked, Instant now) {
            Reservation honest = truth.reserve(asked, now);
            return honest instanceof Reservation.Held held
                    ? new Reservation.Granted(List.of(held.budget()))
                    : honest;
        }
    }

    private static final class ReservesAnew extends TrueBudgets {

        private static final AtomicInteger ASKED = new AtomicInteger();

        ReservesAnew(BudgetStore truth) {
            super(truth);
        }

        @Override
        public Reservation reserve(Reserving asked, Instant now) {
            CallKey another =
                    new CallKey(
                            asked.call().session(),
                            asked.call().turn(),
                            asked.call().step(),
                            new Attempt(1_000 + ASKED.incrementAndGet()));
            return truth.reserve(
                    new Reserving(another, asked.epoch(), asked.subjects(), asked.most()), now);
        }
    }

    private static final class PricesAtNothing extends TrueBudgets {

        PricesAtNothing(BudgetStore truth) {
            super(truth);
        }

        @Override
        public Reservation reserve(Reserving asked, Instant now) {
            Charge most = asked.most();
            Charge priced = most.cost() == null ? new Charge(Cost.NOTHING, most.tokens()) : most;
            return truth.reserve(
                    new Reserving(asked.call(), asked.epoch(), asked.subjects(), priced), now);
        }
    }

    private static final class SettlesInFull extends TrueBudgets {

        SettlesInFull(BudgetStore truth) {
            super(truth);
        }

        @Override
        public List<Budget> settle(CallKey call, @Nullable Charge spent, Instant now) {
            return truth.settle(call, null, now);
        }
    }

    private static final class SettlesAtNothing extends TrueBudgets {

        SettlesAtNothing(BudgetStore truth) {
            super(truth);
        }

        @Override
        public List<Budget> settle(CallKey call, @Nullable Charge spent, Instant now) {
            return truth.settle(call, spent == null ? Charge.NOTHING : spent, now);
        }
    }

    private static final class NeverWarns extends TrueBudgets {

        NeverWarns(BudgetStore truth) {
            super(truth);
        }

        @Override
        public List<Budget> settle(CallKey call, @Nullable Charge spent, Instant now) {
            truth.settle(call, spent, now);
            return List.of();
        }
    }

    private static final class BuriesTheLiving extends TrueBudgets {

        BuriesTheLiving(BudgetStore truth) {
            super(truth);
        }

        @Override
        public Reservation reserve(Reserving asked, Instant now) {
            return truth.reserve(
                    new Reserving(asked.call(), Epoch.UNCLAIMED, asked.subjects(), asked.most()),
                    now);
        }
    }

    private static final class NeverRenewsForCalls extends TrueBudgets {

        NeverRenewsForCalls(BudgetStore truth) {
            super(truth);
        }

        @Override
        public Reservation reserve(Reserving asked, Instant now) {
            return truth.reserve(asked, Instant.EPOCH);
        }
    }

    private static final class ReservesAhead extends TrueBudgets {

        ReservesAhead(BudgetStore truth) {
            super(truth);
        }

        @Override
        public Reservation reserve(Reserving asked, Instant now) {
            return truth.reserve(asked, now.plus(Duration.ofHours(2)));
        }
    }

    private static final class NeverLetsGo extends TrueBudgets {

        private static final Map<BudgetId, SessionKey> HELD = new ConcurrentHashMap<>();

        NeverLetsGo(BudgetStore truth) {
            super(truth);
        }

        @Override
        public Reservation reserve(Reserving asked, Instant now) {
            Reservation honest = truth.reserve(asked, now);
            if (honest instanceof Reservation.Held held) {
                HELD.put(held.budget().id(), asked.call().session());
            }
            return honest;
        }

        @Override
        public Set<SessionKey> takeHeld(OrganisationId organisation, BudgetId id) {
            SessionKey held = HELD.get(id);
            return held == null ? truth.takeHeld(organisation, id) : Set.of(held);
        }
    }

    private static final class ForgetsTheHeld extends TrueBudgets {

        ForgetsTheHeld(BudgetStore truth) {
            super(truth);
        }

        @Override
        public Set<SessionKey> takeHeld(OrganisationId organisation, BudgetId id) {
            return Set.of();
        }
    }

    private static final class TellsStrangers extends TrueBudgets {

        TellsStrangers(BudgetStore truth) {
            super(truth);
        }

        @Override
        public Set<SessionKey> takeHeld(OrganisationId organisation, BudgetId id) {
            return truth.takeHeld(HOME, id);
        }
    }
}
