package dev.perdure.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** The HTTP adapter and the dialects that are its guests. */
final class WireRules {

    private final Rooms rooms;

    private WireRules(Rooms rooms) {
        this.rooms = rooms;
    }

    static List<Rule> of(Rooms rooms) {
        WireRules rules = new WireRules(rooms);
        return List.of(
                new Rule("dialects_are_strangers", rules.strangers()),
                new Rule("what_dialects_share_knows_no_dialect", rules.shared()),
                new Rule("dialects_stay_in_the_http_adapter", rules.guests()),
                new Rule("dialects_use_words_of_their_own", rules.words()),
                new Rule("the_wire_asks_use_cases", rules.useCases()));
    }

    private ArchRule strangers() {
        return noClasses()
                .that()
                .resideInAnyPackage(rooms.within(Rooms.DIALECTS))
                .should(new KnowAnother(rooms, Rooms.DIALECTS))
                .because(
                        "a dialect can be removed by deleting its folder: what two of them need belongs to"
                                + " rest.http, rest.sse, rest.everruns.wire or the engine, without their words");
    }

    private ArchRule shared() {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        rooms.within(
                                Room.REST_ASK,
                                Room.REST_DOCUMENTATION,
                                Room.REST_EVERRUNS_WIRE,
                                Room.REST_HTTP,
                                Room.REST_SSE,
                                Room.REST_HEALTH))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(rooms.within(Rooms.DIALECTS))
                .because(
                        "what all dialects share speaks offsets, frames and problems: let the dialect hand its"
                                + " words in");
    }

    private ArchRule guests() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(rooms.within(Room.REST))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(rooms.within(Rooms.DIALECTS))
                                .and(not(Named.anyOf(placeholder()))))
                .because(
                        "a wire's words mean something on the wire only: use the types of the domain, and"
                                + " register dialects through what dev.perdure.rest offers. The placeholder of the"
                                + " Agent Protocol is excepted: it has a port of its own, which the service opens");
    }

    private String placeholder() {
        return rooms.type(Room.REST_AGENT_PROTOCOL, "AgentProtocolPlaceholder");
    }

    private ArchRule words() {
        return noClasses()
                .that()
                .resideInAnyPackage(rooms.within(Rooms.DIALECTS))
                .should(
                        new BeCalled(
                                "Agent|Capability|Delta|Envelope|Event|Harness|Message|Session|Tool|Turn"))
                .because(
                        "two things of one name are confused sooner or later: call the wire's type what it is,"
                                + " a body, a frame, a draft of the wire");
    }

    private ArchRule useCases() {
        return noClasses()
                .that()
                .resideInAPackage(rooms.within(Room.REST))
                .should()
                .dependOnClassesThat(
                        Named.anyOf(
                                rooms.type(Room.ENGINE_LOG, "EventAppender"),
                                rooms.type(Room.ENGINE_LOG, "Appends"),
                                rooms.type(Room.ENGINE_LOG, "Batch"),
                                rooms.type(Room.ENGINE_LOG, "Guard"),
                                rooms.type(Room.ENGINE_WORK, "WorkQueue"),
                                rooms.type(Room.ENGINE_WORK, "WorkChange")))
                .because(
                        "whoever appends decides, and deciding is the engine's: call a use case to change"
                                + " something, and the reader or the tail to look");
    }
}
