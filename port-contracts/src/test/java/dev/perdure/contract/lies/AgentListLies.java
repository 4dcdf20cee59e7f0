package dev.perdure.contract.lies;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentStatus;
import dev.perdure.engine.store.AgentStore.AgentQuery;
import dev.perdure.engine.store.AgentStore.AgentWrite;
import dev.perdure.engine.store.Page;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.store.Window;
import dev.perdure.tenant.OrganisationId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Lies about lists of agents. */
final class AgentListLies {

    private static final Window ALL = new Window(0, Window.LIMIT_MAX);

    private AgentListLies() {}

    static List<Lie> all() {
        return Stream.concat(ofPages().stream(), ofSearches().stream()).toList();
    }

    static List<Agent> everything(Storage truth, OrganisationId organisation) {
        return truth.agents().list(organisation, new AgentQuery("", true, ALL)).items();
    }

    private interface ListLie {
        Page<Agent> list(Storage truth, OrganisationId organisation, AgentQuery query);
    }

    private static Liar listing(ListLie instead) {
        return new Liar() {
            @Override
            Page<Agent> list(Storage truth, OrganisationId organisation, AgentQuery query) {
                return instead.list(truth, organisation, query);
            }
        };
    }

    private static List<Lie> ofPages() {
        return List.of(
                new Lie(
                        "lists the oldest agents first",
                        () -> listing((t, o, q) -> sorted(t, o, q, newestFirst().reversed()))),
                new Lie(
                        "lists agents by their last update",
                        () ->
                                listing((t, o, q) ->
                                        sorted(
                                                t,
                                                o,
                                                q,
                                                Comparator.comparing(Agent::updatedAt)
                                                        .reversed()))),
                new Lie(
                        "lists all agents whatever the window",
                        () -> listing((t, o, q) -> honest(t, o, in(q, ALL)))),
                new Lie(
                        "repeats the first window of agents",
                        () ->
                                listing((t, o, q) ->
                                        honest(t, o, in(q, new Window(0, q.window().limit()))))),
                new Lie(
                        "counts the agents it shows",
                        () ->
                                listing((t, o, q) -> {
                                    List<Agent> shown = honest(t, o, q).items();
                                    return new Page<>(shown, shown.size());
                                })),
                new Lie(
                        "counts agents that it did not find",
                        () ->
                                listing((t, o, q) ->
                                        new Page<>(
                                                honest(t, o, q).items(), everything(t, o).size()))),
                new Lie(
                        "always lists archived agents",
                        () ->
                                listing((t, o, q) ->
                                        honest(
                                                t,
                                                o,
                                                new AgentQuery(q.search(), true, q.window())))),
                new Lie(
                        "never lists archived agents",
                        () ->
                                listing((t, o, q) ->
                                        honest(
                                                t,
                                                o,
                                                new AgentQuery(q.search(), false, q.window())))),
                new Lie("lists the agents of all organisations", ListsAllOrganisations::new));
    }

    private static List<Lie> ofSearches() {
        return List.of(
                new Lie("finds every agent", () -> searching((agent, search) -> true)),
                new Lie(
                        "searches names of agents only",
                        () ->
                                searching((agent, search) ->
                                        contains(agent.settings().name(), search))),
                new Lie(
                        "searches agents with the case as given",
                        () -> searching((agent, search) -> words(agent).contains(search))),
                new Lie(
                        "knows the case of Latin letters only",
                        () ->
                                searching((agent, search) ->
                                        asciiLower(words(agent)).contains(asciiLower(search)))),
                new Lie(
                        "takes per cent signs and underscores for wildcards",
                        () -> searching((agent, search) -> likeMatches(words(agent), search))),
                new Lie(
                        "cannot search for NUL",
                        () ->
                                searching((agent, search) -> {
                                    if (search.indexOf('\0') >= 0) {
                                        throw new IllegalArgumentException("NUL");
                                    }
                                    return contains(words(agent), search);
                                })),
                new Lie(
                        "hides agents with awkward names from searches",
                        () ->
                                searching((agent, search) ->
                                        agent.settings().name().indexOf('\0') < 0
                                                && contains(words(agent), search))));
    }

    private static Page<Agent> honest(
            Storage truth, OrganisationId organisation, AgentQuery query) {
        return truth.agents().list(organisation, query);
    }

    private static AgentQuery in(AgentQuery query, Window window) {
        return new AgentQuery(query.search(), query.includeArchived(), window);
    }

    private static Comparator<Agent> newestFirst() {
        return Comparator.comparing(Agent::createdAt).reversed();
    }

    private static Page<Agent> sorted(
            Storage truth, OrganisationId organisation, AgentQuery query, Comparator<Agent> order) {
        List<Agent> all =
                honest(truth, organisation, in(query, ALL)).items().stream().sorted(order).toList();
        return window(all, query.window());
    }

    private static Page<Agent> window(List<Agent> all, Window window) {
        return new Page<>(
                all.stream().skip(window.offset()).limit(window.limit()).toList(), all.size());
    }

    private static Liar searching(BiPredicate<Agent, String> matches) {
        return listing((truth, organisation, query) ->
                window(
                        everything(truth, organisation).stream()
                                .filter(agent ->
                                        query.includeArchived()
                                                || agent.status() == AgentStatus.ACTIVE)
                                .filter(agent -> matches.test(agent, query.search()))
                                .toList(),
                        query.window()));
    }

    private static String words(Agent agent) {
        return agent.settings().name()
                + '\n'
                + agent.slug()
                + '\n'
                + agent.settings().description();
    }

    private static boolean contains(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    private static String asciiLower(String text) {
        StringBuilder lower = new StringBuilder();
        text.chars().forEach(c -> lower.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
        return lower.toString();
    }

    private static boolean likeMatches(String text, String search) {
        StringBuilder pattern = new StringBuilder("(?s).*");
        for (char c : search.toLowerCase(Locale.ROOT).toCharArray()) {
            pattern.append(
                    switch (c) {
                        case '%' -> ".*";
                        case '_' -> ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        }
        return text.toLowerCase(Locale.ROOT).matches(pattern.append(".*").toString());
    }

    private static final class ListsAllOrganisations extends Liar {

        private final Set<OrganisationId> organisations = ConcurrentHashMap.newKeySet();

        @Override
        AgentWrite insert(Storage truth, Agent agent) {
            organisations.add(agent.organisation());
            return super.insert(truth, agent);
        }

        @Override
        Page<Agent> list(Storage truth, OrganisationId organisation, AgentQuery query) {
            List<Agent> all =
                    organisations.stream()
                            .flatMap(o -> honest(truth, o, in(query, ALL)).items().stream())
                            .sorted(newestFirst())
                            .toList();
            return window(all, query.window());
        }
    }
}
