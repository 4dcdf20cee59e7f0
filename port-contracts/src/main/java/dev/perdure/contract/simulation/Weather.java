package dev.perdure.contract.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What befalls a world until it clears. Every seed has a mixture of its own. */
final class Weather {

    private static final Duration STORM_MIN = Duration.ofSeconds(5);
    private static final Duration STORM_MAX = Duration.ofSeconds(20);
    private static final Duration PAUSE_MAX = Duration.ofMillis(2500);
    private static final Duration ABSENCE_MAX = Duration.ofSeconds(6);
    private static final Duration HOLD_MAX = Duration.ofSeconds(9);
    private static final Duration CUT_MAX = Duration.ofSeconds(7);
    private static final Duration BAD_LINE_MAX = Duration.ofSeconds(12);
    private static final Duration SKEW_MAX = Duration.ofSeconds(30);

    private final Surroundings world;
    private final Cluster cluster;
    private final Life sky = new Life("sky");
    private final List<Event> events = new ArrayList<>();
    private final Duration length;
    private boolean clear;

    Weather(Surroundings world, Cluster cluster) {
        this.world = world;
        this.cluster = cluster;
        this.length = world.chance().between(STORM_MIN, STORM_MAX);
        for (Event event : Event.values()) {
            for (int weight = world.chance().below(4); weight > 0; weight--) {
                events.add(event);
            }
        }
    }

    void begin() {
        next();
        world.carrier()
                .after(
                        sky,
                        length.toNanos(),
                        () -> {
                            clear = true;
                            cluster.heal();
                        });
    }

    boolean isClear() {
        return clear;
    }

    private void next() {
        world.carrier()
                .after(
                        sky,
                        world.chance().upTo(PAUSE_MAX).toNanos(),
                        () -> {
                            if (!clear && !events.isEmpty()) {
                                strike(world.chance().oneOf(events));
                                next();
                            }
                        });
    }

    private void strike(Event event) {
        int place = world.chance().below(cluster.size());
        if (!cluster.at(place).isUp()) {
            return;
        }
        switch (event) {
            case KILL -> cluster.kill(place, world.chance().upTo(ABSENCE_MAX));
            case CLOSE -> cluster.close(place, world.chance().upTo(ABSENCE_MAX));
            case HOLD -> cluster.hold(place, world.chance().upTo(HOLD_MAX));
            case CUT_OFF -> cluster.cutOff(place, world.chance().upTo(CUT_MAX));
            case BAD_LINE -> cluster.worsenLine(place, world.chance().upTo(BAD_LINE_MAX));
            case FITS -> cluster.haveFits(place, world.chance().upTo(BAD_LINE_MAX));
            case CLOCK_OF_A_NODE -> cluster.moveClock(place, skew());
            case CLOCK_OF_THE_STORE -> {
                world.counts().add(Figure.CLOCKS_MOVED);
                world.store().moveClock(skew());
            }
        }
    }

    private Duration skew() {
        return world.chance().upTo(SKEW_MAX.multipliedBy(2)).minus(SKEW_MAX);
    }

    /** One kind of bad luck. */
    private enum Event {
        KILL,
        CLOSE,
        HOLD,
        CUT_OFF,
        BAD_LINE,
        FITS,
        CLOCK_OF_A_NODE,
        CLOCK_OF_THE_STORE
    }
}
