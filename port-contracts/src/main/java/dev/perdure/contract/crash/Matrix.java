package dev.perdure.contract.crash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Plays scenarios with everything that can go wrong in them. */
final class Matrix {

    private static final int CROSSING_MAX = 20;

    private final Supplier<Ground> grounds;
    private final Extent extent;
    private final Plant plant;

    Matrix(Supplier<Ground> grounds, Extent extent, Plant plant) {
        this.grounds = grounds;
        this.extent = extent;
        this.plant = plant;
    }

    /**
     * Plays it twice with nothing going wrong, to learn its crossings, and then with each trouble.
     */
    Row play(Scenario scenario) throws InterruptedException {
        Watcher quiet = Mortal.immortal();
        Watcher again = Mortal.immortal();
        Optional<String> broken =
                play(new Case(scenario, world(scenario), List.of(quiet)))
                        .or(() -> play(new Case(scenario, world(scenario), List.of(again))));
        List<Door> crossings = fewer(quiet.crossings(), again.crossings());
        if (broken.isPresent()) {
            return new Row(scenario.sentence(), crossings.size(), 1, 0, List.of(broken.get()));
        }
        List<Trouble> troubles = troubles(crossings);
        Collections.shuffle(troubles, new Random(extent.seed() ^ scenario.sentence().hashCode()));
        List<Trouble> chosen = troubles.subList(0, Math.min(troubles.size(), extent.casesMax()));
        AtomicInteger hits = new AtomicInteger();
        List<String> violations = play(scenario, chosen, hits);
        return new Row(
                scenario.sentence(), crossings.size(), chosen.size(), hits.get(), violations);
    }

    /** A play that was held up has crossings that no other play comes to. */
    private static List<Door> fewer(List<Door> one, List<Door> other) {
        return one.size() <= other.size() ? one : other;
    }

    /** Plays scenarios whose nodes stop one after the other, as chance has it. */
    Row playInARow(List<Scenario> scenarios, int stops) throws InterruptedException {
        Random random = new Random(extent.seed());
        AtomicInteger hits = new AtomicInteger();
        List<Callable<Optional<String>>> cases = new ArrayList<>();
        int count = extent.inARow();
        for (int i = 0; i < count; i++) {
            Scenario chosen = scenarios.get(random.nextInt(scenarios.size()));
            Scenario scenario = chosen.in(chosen.setting().lasting());
            List<Watcher> watchers = new ArrayList<>();
            for (int stop = 0; stop < stops; stop++) {
                watchers.add(new Mortal(1 + random.nextInt(CROSSING_MAX), random.nextBoolean()));
            }
            cases.add(() -> {
                Optional<String> broken = play(new Case(scenario, world(scenario), watchers));
                hits.addAndGet(watchers.getFirst().hasStruck() ? 1 : 0);
                return broken;
            });
        }
        List<String> violations = all(cases);
        return new Row("up to " + stops + " stops in a row", 0, count, hits.get(), violations);
    }

    private World world(Scenario scenario) {
        return new World(grounds.get(), scenario.setting(), plant, extent.patience());
    }

    private static List<Trouble> troubles(List<Door> crossings) {
        List<Trouble> troubles = new ArrayList<>();
        for (int crossing = 1; crossing <= crossings.size(); crossing++) {
            for (Trouble.Kind kind : Trouble.Kind.values()) {
                if (kind.befalls(crossings.get(crossing - 1))) {
                    troubles.add(new Trouble(kind, crossing));
                }
            }
        }
        return troubles;
    }

    private List<String> play(Scenario scenario, List<Trouble> troubles, AtomicInteger hits)
            throws InterruptedException {
        List<Callable<Optional<String>>> cases = new ArrayList<>();
        for (Trouble trouble : troubles) {
            cases.add(() -> play(scenario, trouble, hits));
        }
        return all(cases);
    }

    private List<String> all(List<Callable<Optional<String>>> cases) throws InterruptedException {
        List<String> violations = new ArrayList<>();
        try (ExecutorService stages = Executors.newFixedThreadPool(extent.atOnce())) {
            for (Future<Optional<String>> played : stages.invokeAll(cases)) {
                played.get().ifPresent(violations::add);
            }
        } catch (ExecutionException broken) {
            throw new IllegalStateException("A case could not be played.", broken.getCause());
        }
        return violations;
    }

    private Optional<String> play(Scenario scenario, Trouble trouble, AtomicInteger hits) {
        World world = world(scenario);
        Watcher watcher = trouble.watcher(world.eyes().log());
        Optional<String> broken = play(new Case(scenario, world, List.of(watcher)));
        hits.addAndGet(watcher.hasStruck() ? 1 : 0);
        return broken;
    }

    /** What does not hold. */
    private static Optional<String> play(Case one) {
        try {
            one.play();
            return Optional.empty();
        } catch (AssertionError broken) {
            return Optional.of(one + ": " + broken.getMessage());
        }
    }
}
