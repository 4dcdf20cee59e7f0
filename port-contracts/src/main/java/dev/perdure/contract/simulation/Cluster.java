package dev.perdure.contract.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The nodes of a world, by place; a node that is gone comes back in another life. */
final class Cluster {

    private final Surroundings world;
    private final Life outside = new Life("world");
    private final List<VirtualNode> nodes = new ArrayList<>();
    private final int[] lives;

    Cluster(Surroundings world, int size) {
        this.world = world;
        this.lives = new int[size];
        for (int place = 0; place < size; place++) {
            nodes.add(begin(place));
        }
    }

    int size() {
        return nodes.size();
    }

    VirtualNode at(int place) {
        return nodes.get(place);
    }

    /** One of the nodes that are up. */
    Optional<VirtualNode> any() {
        List<VirtualNode> up = nodes.stream().filter(VirtualNode::isUp).toList();
        return up.isEmpty() ? Optional.empty() : Optional.of(world.chance().oneOf(up));
    }

    /** Ends the life of a node in the middle of whatever it does. */
    void kill(int place, Duration absence) {
        say(place, Figure.KILLS, "is killed");
        nodes.get(place).life().end();
        replaceAfter(place, absence);
    }

    /** Has a node close itself. */
    void close(int place, Duration absence) {
        say(place, Figure.POLITE_STOPS, "closes");
        nodes.get(place).close();
        replaceAfter(place, absence.plus(Duration.ofSeconds(5)));
    }

    /** Has a node do nothing for a while and then go on as if nothing had been. */
    void hold(int place, Duration time) {
        say(place, Figure.HELD_UP, "is held for " + time.toMillis() + " ms");
        nodes.get(place).life().holdUntil(world.carrier().now() + time.toNanos());
    }

    /** Has nothing pass between a node and the store for a while. */
    void cutOff(int place, Duration time) {
        Life life = nodes.get(place).life();
        say(place, Figure.CUT_OFF, "is cut off for " + time.toMillis() + " ms");
        life.cutOff(true);
        world.carrier().after(outside, time.toNanos(), () -> life.cutOff(false));
    }

    /** Has some of what passes between a node and the store be lost for a while. */
    void worsenLine(int place, Duration time) {
        Life life = nodes.get(place).life();
        say(place, Figure.BAD_LINES, "has a bad line for " + time.toMillis() + " ms");
        life.badLine(true);
        world.carrier().after(outside, time.toNanos(), () -> life.badLine(false));
    }

    /** Has a node stand still in the middle of what it does, now and then, for a while. */
    void haveFits(int place, Duration time) {
        Life life = nodes.get(place).life();
        say(place, Figure.FITS, "has fits for " + time.toMillis() + " ms");
        life.fits(true);
        world.carrier().after(outside, time.toNanos(), () -> life.fits(false));
    }

    void moveClock(int place, Duration offset) {
        say(place, Figure.CLOCKS_MOVED, "has a clock that is off by " + offset.toMillis() + " ms");
        nodes.get(place).moveClock(offset);
    }

    /** Has all that hinders the nodes come to an end. */
    void heal() {
        world.trace().add(world.carrier().now(), "world", "the weather clears");
        for (int place = 0; place < nodes.size(); place++) {
            nodes.get(place).life().cutOff(false);
            nodes.get(place).life().badLine(false);
            nodes.get(place).life().fits(false);
        }
    }

    private void replaceAfter(int place, Duration absence) {
        VirtualNode gone = nodes.get(place);
        world.carrier()
                .after(
                        outside,
                        absence.toNanos(),
                        () -> {
                            if (nodes.get(place) == gone) {
                                gone.life().end();
                                nodes.set(place, begin(place));
                            }
                        });
    }

    private VirtualNode begin(int place) {
        lives[place]++;
        VirtualNode node = new VirtualNode(world, "n" + (place + 1) + "." + lives[place]);
        world.trace().add(world.carrier().now(), node.life().name(), "starts");
        node.start();
        return node;
    }

    private void say(int place, Figure figure, String what) {
        world.counts().add(figure);
        world.trace().add(world.carrier().now(), nodes.get(place).life().name(), what);
    }
}
