package dev.perdure.contract.simulation;

import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.session.MessageDraft;
import dev.perdure.json.JsonObject;
import dev.perdure.message.Controls;
import dev.perdure.message.InputPart;
import dev.perdure.message.MessageStrategy;
import dev.perdure.session.SessionKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who talks in one session: says things, says them again when no answer comes, at times to two
 * nodes at once, and asks turns to stop. What it interrupts a turn with, it may say once and no
 * more.
 */
final class Client {

    private static final Duration PAUSE_MAX = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Surroundings world;
    private final Cluster cluster;
    private final SessionKey session;
    private final Life life = new Life("client");
    private final Set<String> acknowledged = new LinkedHashSet<>();
    private final Set<String> answered = new HashSet<>();
    private int left;
    private int said;

    Client(Surroundings world, Cluster cluster, SessionKey session) {
        this.world = world;
        this.cluster = cluster;
        this.session = session;
        this.left = 2 + world.chance().below(5);
    }

    void begin() {
        world.carrier().thread(life, "client", this::talk).start();
        new Respondent(world, cluster, session).begin();
    }

    /** Whether all was said and the answer to all of it arrived. */
    boolean isDone() {
        return left == 0;
    }

    Set<String> acknowledged() {
        return acknowledged;
    }

    private void talk() {
        while (left > 0) {
            world.carrier().rest(life, world.chance().upTo(PAUSE_MAX));
            if (world.chance().in100(25)) {
                cancel();
                world.carrier().rest(life, world.chance().upTo(PAUSE_MAX));
            }
            said++;
            MessageDraft draft = draft("message " + said);
            if (stops(draft.strategy()) && world.chance().in100(50)) {
                say(draft);
            } else {
                insistOn(draft);
            }
            left--;
        }
    }

    private MessageDraft draft(String text) {
        return new MessageDraft(
                List.of(new InputPart.Text(text)),
                Controls.NONE,
                JsonObject.empty(),
                JsonObject.empty(),
                JsonObject.empty(),
                world.chance().in100(60)
                        ? MessageStrategy.ENQUEUE
                        : world.chance().oneOf(List.of(MessageStrategy.values())),
                text);
    }

    private static boolean stops(MessageStrategy strategy) {
        return strategy == MessageStrategy.INTERRUPT || strategy == MessageStrategy.ROLLBACK;
    }

    private void insistOn(MessageDraft draft) {
        String text = draft.idempotencyKey();
        while (!answered.contains(text)) {
            say(draft);
            if (world.chance().in100(15)) {
                say(draft);
            }
            long end = world.carrier().now() + PATIENCE.toNanos();
            while (!answered.contains(text) && world.carrier().now() < end) {
                world.carrier().rest(life, Duration.ofMillis(50));
            }
        }
    }

    private void say(MessageDraft draft) {
        cluster.any()
                .ifPresent(node ->
                        node.run(
                                "request",
                                () -> {
                                    try {
                                        boolean taken =
                                                node.submitMessage()
                                                        .submit(session, draft)
                                                        .isRight();
                                        answer(draft.idempotencyKey(), taken);
                                    } catch (LogUnavailable outage) {
                                        note(node, "could not take " + draft.idempotencyKey());
                                    }
                                }));
    }

    private void answer(String text, boolean taken) {
        answered.add(text);
        if (taken) {
            acknowledged.add(text);
        }
    }

    private void cancel() {
        cluster.any()
                .ifPresent(node ->
                        node.run(
                                "request",
                                () -> {
                                    try {
                                        node.cancelTurn().cancel(session, "Enough.").get();
                                    } catch (LogUnavailable outage) {
                                        note(node, "could not cancel");
                                    }
                                }));
    }

    private void note(VirtualNode node, String what) {
        world.trace().add(world.carrier().now(), node.life().name(), what);
    }
}
