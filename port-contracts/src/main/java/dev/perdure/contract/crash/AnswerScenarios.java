package dev.perdure.contract.crash;

import static dev.perdure.contract.crash.Act.says;

import dev.perdure.event.TurnEvent;
import java.util.List;

/** What a model says, and how it fails. */
final class AnswerScenarios {

    private AnswerScenarios() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of("a plain answer", says("Hello")),
                Scenario.of("a long answer, piece by piece", says("tell")),
                Scenario.of("an answer that was thought about", says("think")),
                Scenario.of("a thought before a tool", says("ponder")),
                Scenario.of("an answer that was cut off at its length", says("cut")),
                Scenario.of(
                        "a limit of rates, waited for in place",
                        says("fail RATE_LIMITED after 20")),
                Scenario.of(
                        "a limit of rates that parks the turn",
                        says("fail RATE_LIMITED after 250")),
                Scenario.of(
                        "a model that is overloaded before it says a word",
                        says("refuse OVERLOADED now")),
                Scenario.of(
                        "a connection that breaks within an answer", says("fail TRANSPORT now")),
                Scenario.of("an error of the provider", says("refuse PROVIDER_ERROR now")),
                Scenario.of("an answer that cannot be read", says("fail INVALID_RESPONSE now")),
                Scenario.of("a model that another one stands in for", says("falter pay"))
                        .in(Setting.USUAL.with(PlayedModel.OTHER)),
                Scenario.of(
                                "a conversation that is too long for the model until less is shown",
                                says("tell"),
                                says("overflow"))
                        .holds(2),
                Scenario.of(
                                "a conversation that is too long for the model until notes stand for it",
                                says("Remember this. " + "It is a long story. ".repeat(60)),
                                says("condense"))
                        .holds(2),
                refused("a key that is not accepted", "always AUTHENTICATION never"),
                refused("a quota that is used up", "always QUOTA_EXHAUSTED never"),
                refused("content that is filtered", "always CONTENT_FILTERED never"),
                refused("a model that does not exist", "always NOT_FOUND other")
                        .in(Setting.USUAL.with(new Bounds().attempts(2))),
                refused("a conversation too long for the model", "always CONTEXT_TOO_LONG shrink"));
    }

    private static Scenario refused(String sentence, String wish) {
        return Scenario.of(sentence, says(wish)).endsIn(TurnEvent.TurnFailed.class);
    }
}
