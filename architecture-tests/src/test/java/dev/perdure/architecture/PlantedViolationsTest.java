package dev.perdure.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each rule sees what was planted for it and nothing else. A rule is built for the root of its own
 * little product below {@code dev.perdure.architecture.wrong}.
 */
class PlantedViolationsTest {

    private static final Set<String> STORED_NAMES = Set.of("turn.completed");

    /** What the report of each rule has to say: one text for each line. */
    private static final Map<String, List<String>> PLANTED =
            Map.ofEntries(
                    Map.entry(
                            "the_domain_knows_only_itself",
                            List.of("session.KnowsTheEngine.log()")),
                    Map.entry(
                            "the_application_knows_only_the_domain",
                            List.of("engine.work.KnowsATable.table()")),
                    Map.entry("adapters_are_strangers", List.of("rest.KnowsTheStore.store()")),
                    Map.entry("drivers_are_strangers", List.of("llm.chat.KnowsAnother.body()")),
                    Map.entry(
                            "nobody_knows_the_service",
                            List.of(
                                    "rest.KnowsTheService.wiring()",
                                    "persistence.KnowsAnExample.example()")),
                    Map.entry(
                            "nothing_that_runs_knows_the_contracts",
                            List.of("engine.log.KnowsItsSuite.suite()")),
                    Map.entry(
                            "the_contracts_know_ports_and_test_libraries",
                            List.of("contract.store.KnowsAnAdapter.table()")),
                    Map.entry(
                            "the_database_launcher_knows_nobody",
                            List.of("postgres.KnowsTheEngine.engine()")),
                    Map.entry(
                            "only_the_service_starts_a_database",
                            List.of("persistence.StartsADatabase.launcher()")),
                    Map.entry(
                            "the_way_out_knows_nobody", List.of("egress.KnowsItsCaller.caller()")),
                    Map.entry("packages_form_no_cycle", List.of("session.KnowsItsTurn.turn()")),
                    Map.entry("nothing_looks_up", List.of("engine.turn.LooksUp.engine()")),
                    Map.entry(
                            "a_turn_reaches_the_outside_through_interpreters",
                            List.of(
                                    "engine.turn.CallsTheModel.client()",
                                    "engine.turn.RunsATool.runner()")),
                    Map.entry(
                            "interpreters_are_strangers",
                            List.of("engine.turn.effect.ModelCaller.tools()")),
                    Map.entry("dagger_stays_in_the_service", List.of("rest.WiresItself")),
                    Map.entry(
                            "dropwizard_stays_at_the_edge",
                            List.of(
                                    "engine.worker.IsManaged.server()",
                                    "persistence.KnowsJetty.server()")),
                    Map.entry("resources_stay_in_the_http_adapter", List.of("service.IsAResource")),
                    Map.entry(
                            "jdbc_stays_in_persistence",
                            List.of(
                                    "engine.store.SpeaksJdbc.connection()",
                                    "service.AsksADatabase.rows()")),
                    Map.entry(
                            "data_sources_are_handed_in",
                            List.of("rest.health.AsksADatabase.source()")),
                    Map.entry(
                            "jackson_stays_at_the_wires",
                            List.of("persistence.codec.BindsJson.json()")),
                    Map.entry(
                            "patterns_of_strangers_are_matched_in_one_room",
                            List.of("engine.file.ReadsPatterns.pattern()")),
                    Map.entry(
                            "cron_is_read_in_one_room",
                            List.of("engine.schedule.ReadsExpressions.parser()")),
                    Map.entry(
                            "only_egress_calls_out",
                            List.of(
                                    "llm.CallsOut.client()",
                                    "rest.ConnectsASocket.connect(",
                                    "rest.KnowsASocketFactory.sockets()",
                                    "tools.ConnectsItsParser.page(",
                                    "tools.KnowsALibrary.client()",
                                    "tools.OpensAnAddress.open(",
                                    "tools.KnowsAnOldClient.client()")),
                    Map.entry(
                            "vavr_reaches_adapters_as_answers",
                            List.of("rest.AnswersAVavrList.names()")),
                    Map.entry(
                            "of_vavr_only_either_and_collections_are_used",
                            List.of(
                                    "engine.view.AnswersAnOption.title()",
                                    "session.HoldsATry.settings",
                                    "turn.MatchesCases.go()")),
                    Map.entry(
                            "everyone_logs_through_one_door",
                            List.of("engine.worker.LogsElsewhere.log()")),
                    Map.entry("only_programs_print", List.of("engine.worker.Prints.say(")),
                    Map.entry(
                            "the_domain_takes_time_chance_and_ids_as_inputs",
                            List.of(
                                    "turn.ReadsTheClock.time()",
                                    "event.RefersToTheClock.clock()",
                                    "session.MakesItsOwnId.id()",
                                    "tool.DrawsLots.lots()",
                                    "loop.MeasuresTime.time()")),
                    Map.entry(
                            "the_domain_touches_nothing_outside",
                            List.of(
                                    "tool.ReadsAFile.file()",
                                    "session.Locks.lock()",
                                    "model.AsksTheEnvironment.key()",
                                    "turn.KnowsAThread.thread()")),
                    Map.entry(
                            "the_domain_digests_in_one_place", List.of("message.Digests.digest()")),
                    Map.entry(
                            "the_engine_asks_its_clock",
                            List.of(
                                    "engine.work.ReadsTheClock.time()",
                                    "engine.log.ChoosesAClock.clock()")),
                    Map.entry(
                            "waiting_goes_through_its_port",
                            List.of(
                                    "engine.log.MeasuresTime.time()",
                                    "engine.turn.Sleeps.sleep()")),
                    Map.entry(
                            "the_engine_asks_its_source_for_ids",
                            List.of("engine.session.MakesItsOwnId.id()")),
                    Map.entry(
                            "threads_come_from_their_port",
                            List.of(
                                    "engine.log.StartsAThread.go(",
                                    "engine.store.StartsMany.many()",
                                    "engine.view.RunsElsewhere.go(",
                                    "engine.worker.StartsAThread.go(")),
                    Map.entry(
                            "the_domain_is_made_of_values",
                            List.of(
                                    "turn.CanBeExtended> can be extended",
                                    "message.IsOpen> is an interface",
                                    "session.Changes> holds count",
                                    "json.ChangesInPublic> holds count")),
                    Map.entry(
                            "families_are_sealed",
                            List.of("turn.TurnInput> is open", "turn.TurnEffect> permits Class")),
                    Map.entry(
                            "nothing_static_changes",
                            List.of(
                                    "engine.Counts.count",
                                    "engine.Remembers.SEEN",
                                    "rest.Shares.NAMES")),
                    Map.entry(
                            "names_say_what_a_class_is",
                            List.of(
                                    "engine.LogManager",
                                    "rest.TextUtils",
                                    "rest.EventStoreImpl",
                                    "rest.ReplyService")),
                    Map.entry(
                            "only_contracts_have_bases",
                            List.of("persistence.AbstractStore", "rest.BaseResource")),
                    Map.entry(
                            "packages_are_named_by_what_they_hold",
                            List.of("engine.util.Strings", "rest.service.Replies")),
                    Map.entry(
                            "every_package_is_null_marked",
                            List.of(".session is not", ".turn is not")),
                    Map.entry(
                            "a_use_case_answers_one_question",
                            List.of(
                                    "AnswersTwo> is final and has 2",
                                    "IsOpen> is open and has 1",
                                    "AnswersNone> is final and has 0")),
                    Map.entry(
                            "ports_speak_plain_java",
                            List.of(
                                    "engine.log.AnswersEither.append()> mentions io.vavr",
                                    "engine.store.NamesARow.row()> mentions")),
                    Map.entry(
                            "ports_leave_nothing_unsupported",
                            List.of("engine.store.MayNotWork.remove()")),
                    Map.entry(
                            "parameters_are_few",
                            List.of(
                                    "TakesFive.of(int, int, int, int, int)> takes 5",
                                    "BuiltOfSeven.<init>(int, int, int, int, int, int, int)> takes 7")),
                    Map.entry(
                            "absence_is_said_one_way",
                            List.of(
                                    "session.HoldsAnOptional.title",
                                    "engine.TakesAnOptional.take(",
                                    "turn.AnswersAnOptionalList.calls()")),
                    Map.entry(
                            "exceptions_are_closed",
                            List.of("engine.OpenFailure", "persistence.OpenOutage")),
                    Map.entry(
                            "checked_exceptions_stay_inside",
                            List.of("persistence.ThrowsSql.read()")),
                    Map.entry(
                            "the_domain_throws_for_defects_only",
                            List.of("agent.ThrowsForANo.find(")),
                    Map.entry(
                            "dialects_are_strangers",
                            List.of("rest.everruns.current.KnowsAnother.run()")),
                    Map.entry(
                            "what_dialects_share_knows_no_dialect",
                            List.of("rest.sse.KnowsADialect.body()")),
                    Map.entry(
                            "dialects_stay_in_the_http_adapter",
                            List.of("service.KnowsADialect.body()")),
                    Map.entry(
                            "dialects_use_words_of_their_own",
                            List.of("rest.everruns.current.Session")),
                    Map.entry(
                            "the_wire_asks_use_cases",
                            List.of(
                                    "rest.agentprotocol.Decides.log()",
                                    "rest.everruns.current.Guards.guard()")),
                    Map.entry(
                            "sql_is_spoken_in_persistence",
                            List.of(
                                    "engine.store.SpeaksSql> says: select",
                                    "rest.JoinsSql> says: delete")),
                    Map.entry(
                            "stored_names_live_in_the_codec",
                            List.of("persistence.log.NamesAFact")),
                    Map.entry(
                            "providers_are_named_in_their_packages",
                            List.of("model.NamesAProvider> says", "openai.KnowsItself")),
                    Map.entry(
                            "contracts_never_skip",
                            List.of(
                                    "contract.log.IsDisabled",
                                    "contract.work.Assumes.assumes(",
                                    "contract.store.Aborts.aborts()",
                                    "contract.model.DependsOnTheSystem")),
                    Map.entry(
                            "the_codec_knows_no_database",
                            List.of(
                                    "persistence.codec.KnowsARow.row()",
                                    "persistence.codec.KnowsTheLog.log()")),
                    Map.entry(
                            "catalogues_run_as_one_organisation",
                            List.of("persistence.store.SeesEverything.connection()")));

    static List<Rule> rules() {
        return House.rules(new Rooms(Rooms.WRONG), STORED_NAMES);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void a_rule_reports_exactly_what_was_planted(Rule named) {
        Rule rule = rebuiltFor(named);
        List<String> report = rule.check().evaluate(planted(rule)).getFailureReport().getDetails();
        List<String> unmatched = new ArrayList<>(report);

        for (String expected : PLANTED.get(rule.name())) {
            String line =
                    report.stream()
                            .filter(candidate -> candidate.contains(expected))
                            .findFirst()
                            .orElse("");
            assertThat(line).as("no line says <%s> in %s", expected, report).isNotEmpty();
            unmatched.remove(line);
        }
        assertThat(unmatched).as("lines that nothing was planted for").isEmpty();
    }

    @Test
    void every_rule_has_a_violation_planted_and_every_plant_a_rule() {
        assertThat(rules().stream().map(Rule::name)).doesNotHaveDuplicates();
        assertThat(PLANTED.keySet())
                .containsExactlyInAnyOrderElementsOf(rules().stream().map(Rule::name).toList());
        assertThat(PLANTED.values()).noneMatch(List::isEmpty);
    }

    private static Rule rebuiltFor(Rule rule) {
        return House.rules(new Rooms(rule.wrongPackage()), STORED_NAMES).stream()
                .filter(candidate -> candidate.name().equals(rule.name()))
                .findFirst()
                .orElseThrow();
    }

    private static JavaClasses planted(Rule rule) {
        return new ClassFileImporter().importPackages(rule.wrongPackage());
    }
}
