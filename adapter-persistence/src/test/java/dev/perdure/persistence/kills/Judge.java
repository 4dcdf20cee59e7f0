package dev.perdure.persistence.kills;

import dev.perdure.contract.invariant.SessionHistory;
import dev.perdure.contract.invariant.Violation;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.OutcomePolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds what was counted against what the logs tell, when nobody is at work any more: nothing ran
 * that was not announced, nothing counted twice unless somebody had ruled so, and what is said to
 * have been done was done.
 */
final class Judge {

    private final Conversations conversations;
    private final Map<Counted.Place, Counted> runs;
    private final Map<Counted.Place, Counted> effects;
    private final List<String> violations = new ArrayList<>();
    private final Map<String, Tally> tallies = new TreeMap<>();
    private int turns;
    private int failed;
    private int superseded;

    Judge(Conversations conversations, Outside outside) {
        this.conversations = conversations;
        this.runs = byPlace(outside.runs());
        this.effects = byPlace(outside.effects());
    }

    private static Map<Counted.Place, Counted> byPlace(List<Counted> all) {
        Map<Counted.Place, Counted> places = new HashMap<>();
        all.forEach(counted -> places.put(counted.place(), counted));
        return places;
    }

    /** What does not hold; also keeps the figures. */
    List<String> violations() {
        Map<Counted.Place, ToldCall> told = new HashMap<>();
        conversations
                .policies()
                .forEach((session, policy) -> {
                    judge(session);
                    Map<Counted.Place, ToldCall> calls = ToldCall.all(conversations.log(), session);
                    calls.forEach((place, call) -> judge(place, call, policy));
                    told.putAll(calls);
                });
        require(told.keySet().containsAll(runs.keySet()), "what ran was announced", runs);
        require(told.keySet().containsAll(effects.keySet()), "what counted was announced", effects);
        return violations;
    }

    private void judge(SessionKey session) {
        try {
            SessionHistory history = conversations.settled(session);
            require(history.open().isEmpty(), "every turn has ended", session);
            require(
                    history.turns() == conversations.wanted(session),
                    "every message is there once",
                    session);
            turns += history.turns();
            failed += history.failed();
            superseded += history.superseded();
        } catch (Violation broken) {
            violations.add(broken.getMessage());
        }
    }

    private void judge(Counted.Place place, ToldCall call, OutcomePolicy policy) {
        Counted none = new Counted(place, 0, 0);
        Counted ran = runs.getOrDefault(place, none);
        int counted = effects.getOrDefault(place, none).times();
        boolean unkeyed = call.tool().equals(CountingTools.UNKEYED);
        String what = call.tool() + " of " + place;
        require(ran.keys() <= 1, "all runs of a call have one key", what);
        require(ran.times() <= call.announced(), "every run was announced", what);
        require(counted >= 1 || !call.succeeded(), "what is said to be done was done", what);
        require(counted >= 1 || call.isUnknown(), "what was not done is said to be unknown", what);
        if (unkeyed) {
            int ruled = call.ruledToRunAgain();
            require(ran.times() <= 1 + ruled, "a second run without a key was ruled", what);
            require(counted <= 1 + ruled, "a second effect without a key was ruled", what);
            require(
                    ruled == 0 || policy == OutcomePolicy.RERUN,
                    "only the policy that says so runs it again",
                    what);
        } else {
            require(counted <= 1, "a key counts once", what);
        }
        String kind = unkeyed ? "no key, " + policy : "key";
        tallies.computeIfAbsent(kind, name -> new Tally()).add(call, ran.times(), counted);
    }

    private void require(boolean holds, String promise, Object what) {
        if (!holds) {
            violations.add("\"" + promise + "\" does not hold of " + what);
        }
    }

    /** Of each kind of calls, by name. */
    Map<String, Tally> tallies() {
        return tallies;
    }

    int turns() {
        return turns;
    }

    /** Turns that used up the attempts they may have. */
    int failed() {
        return failed;
    }

    /** Model calls that were cut. */
    int superseded() {
        return superseded;
    }
}
