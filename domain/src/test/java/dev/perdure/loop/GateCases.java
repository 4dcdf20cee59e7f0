package dev.perdure.loop;

import static dev.perdure.loop.Given.after;
import static dev.perdure.loop.Given.answered;
import static dev.perdure.loop.Given.approved;
import static dev.perdure.loop.Given.barred;
import static dev.perdure.loop.Given.begin;
import static dev.perdure.loop.Given.client;
import static dev.perdure.loop.Given.delegated;
import static dev.perdure.loop.Given.needsLeave;
import static dev.perdure.loop.Given.once;
import static dev.perdure.loop.Given.tooLate;

import dev.perdure.loop.TransitionCases.Case;
import dev.perdure.tool.ToolOwner;
import java.time.Duration;
import java.util.List;

/** The cases of calls that need a person's leave, and of clients whose time is bounded. */
final class GateCases {

    private static final Duration CLIENT_TIME = Duration.ofMinutes(5);
    private static final TurnInput BEGIN_WITH_LIMIT =
            new TurnInput.Begin(
                    null,
                    Given.MODEL,
                    Given.LIMITS.withClientTime(CLIENT_TIME),
                    Given.at(Duration.ZERO));
    private static final TurnInput UP = up(CLIENT_TIME.plusSeconds(1));

    private static final TurnState REASONING = after(begin());
    private static final TurnState ASKED = after(begin(), answered(1, 1, needsLeave("a")));
    private static final TurnState ASKED_TWICE =
            after(begin(), answered(1, 1, needsLeave("a"), needsLeave("b")));
    private static final TurnState ASKED_WHILE_RUNNING =
            after(begin(), answered(1, 1, needsLeave("a"), once("b")));
    private static final TurnState ASKED_OF_A_CLIENT_CALL =
            after(begin(), answered(1, 1, needsLeave("a", ToolOwner.CLIENT)));
    private static final TurnState CLIENT_BOUNDED =
            after(BEGIN_WITH_LIMIT, answered(1, 1, client("a")));
    private static final TurnState CLIENT_BOUNDED_TWICE =
            after(
                    BEGIN_WITH_LIMIT,
                    answered(1, 1, client("a"), needsLeave("b", ToolOwner.CLIENT)),
                    approved("b", Given.START.plus(CLIENT_TIME)));
    private static final TurnState CLIENT_AND_PERSON =
            after(BEGIN_WITH_LIMIT, answered(1, 1, client("a"), needsLeave("b")));
    private static final TurnState CLIENT_ASKED_TOO_LATE =
            after(BEGIN_WITH_LIMIT, answered(1, 1, tooLate(), client("a")));

    private GateCases() {}

    static List<Case> all() {
        return List.of(
                new Case(
                        "a call that needs leave",
                        REASONING,
                        answered(1, 1, needsLeave("a")),
                        "AwaitingPerson"),
                new Case(
                        "a call that must never run",
                        REASONING,
                        answered(1, 1, barred("a")),
                        "Reasoning"),
                new Case("leave while a tool runs", ASKED_WHILE_RUNNING, approved("a"), "Acting"),
                new Case("leave", ASKED, approved("a"), "Acting"),
                new Case("one leave of two", ASKED_TWICE, Given.rejected("a"), "AwaitingPerson"),
                new Case(
                        "leave for a call of the client",
                        ASKED_OF_A_CLIENT_CALL,
                        approved("a"),
                        "AwaitingClient"),
                new Case("the client's time is up", CLIENT_BOUNDED, UP, "Reasoning"),
                new Case(
                        "the time of one of two is up", CLIENT_BOUNDED_TWICE, UP, "AwaitingClient"),
                new Case(
                        "the client's time is up before a person decides",
                        CLIENT_AND_PERSON,
                        UP,
                        "AwaitingPerson"),
                new Case(
                        "the client's time is up after the turn's",
                        CLIENT_ASKED_TOO_LATE,
                        up(Duration.ofHours(3)),
                        "Sealed"));
    }

    /** Of calls whose work is put on other sessions. */
    static List<Case> ofDelegation() {
        TurnState beside = after(begin(), answered(1, 1, once("a"), once("b")), delegated("a"));
        TurnState withClient =
                after(begin(), answered(1, 1, once("a"), client("b")), delegated("a"));
        TurnState withPerson =
                after(begin(), answered(1, 1, once("a"), needsLeave("b")), delegated("a"));
        return List.of(
                new Case(
                        "a call goes to a sub-agent while another runs",
                        after(begin(), answered(1, 1, once("a"), once("b"))),
                        delegated("a"),
                        "Acting"),
                new Case(
                        "the only call goes to a sub-agent",
                        after(begin(), answered(1, 1, once("a"))),
                        delegated("a"),
                        "AwaitingClient"),
                new Case(
                        "a call goes to a sub-agent before a person decides",
                        after(begin(), answered(1, 1, once("a"), needsLeave("b"))),
                        delegated("a"),
                        "AwaitingPerson"),
                new Case("a sub-agent answers while a tool runs", beside, told(), "Acting"),
                new Case(
                        "the last sub-agent answers",
                        after(begin(), answered(1, 1, once("a")), delegated("a")),
                        told(),
                        "Acting"),
                new Case(
                        "a sub-agent answers before the client",
                        withClient,
                        told(),
                        "AwaitingClient"),
                new Case(
                        "a sub-agent answers before a person",
                        withPerson,
                        told(),
                        "AwaitingPerson"));
    }

    private static TurnInput told() {
        return Given.taskAnswered("a", Given.START.plusSeconds(60));
    }

    private static TurnInput up(Duration afterStart) {
        return new TurnInput.ClientTimeUp(Given.at(afterStart));
    }
}
