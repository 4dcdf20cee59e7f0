package dev.perdure.contract.crash;

import static dev.perdure.contract.crash.Act.says;

import dev.perdure.event.TurnEvent;
import java.time.Duration;
import java.util.List;

/** A turn that comes to one of its bounds. */
final class BoundScenarios {

    private static final Setting USUAL = Setting.USUAL;
    private static final Duration SHORT = Duration.ofMillis(300);

    private BoundScenarios() {}

    static List<Scenario> all() {
        return List.of(
                sealed("a model that goes in circles", "loop")
                        .in(USUAL.with(new Bounds().sameSteps(3))),
                sealed("a turn of more steps than it may have", "loop")
                        .in(USUAL.with(new Bounds().steps(3))),
                sealed("an answer longer than it may be", "flood")
                        .in(USUAL.with(new Bounds().output(200))),
                sealed("a turn that takes too long", "mute")
                        .in(USUAL.with(new Bounds().turnTime(Duration.ofSeconds(6)))),
                Scenario.of("a model that fails as often as it may", says("always OVERLOADED now"))
                        .endsIn(TurnEvent.TurnFailed.class)
                        .in(USUAL.with(new Bounds().attempts(2))),
                Scenario.of("a tool that takes too long", says("call gaze"))
                        .in(USUAL.with(new Bounds().toolTime(SHORT))),
                Scenario.of("a model that does not begin in time", says("hesitate"))
                        .in(USUAL.with(new Bounds().firstChunk(SHORT))),
                Scenario.of("a model that falls silent", says("stumble"))
                        .in(USUAL.with(new Bounds().betweenChunks(SHORT))),
                Scenario.of("tools one by one, as more are not allowed", says("call look,pay,mark"))
                        .in(USUAL.with(new Bounds().tools(1))),
                Scenario.of(
                                "a conversation longer than a model is shown",
                                says("tell"),
                                says("second"))
                        .in(USUAL.with(new Bounds().transcript(120)))
                        .holds(2));
    }

    private static Scenario sealed(String sentence, String wish) {
        return Scenario.of(sentence, says(wish)).endsIn(TurnEvent.TurnSealed.class);
    }
}
