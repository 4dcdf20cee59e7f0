package dev.perdure.loop;

import dev.perdure.budget.BudgetNotice;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelRef;
import dev.perdure.model.Overflow;
import dev.perdure.model.Reduction;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is left to do when the model of a turn fails: the rest of its chain, and what has come of
 * asking the present model.
 *
 * @param further the models to go to, in order
 * @param reduction how much less the present model is shown than usual
 * @param elsewhere attempts of the step that do not count against the present model: those made of
 *     others, and those that showed it too much
 * @param failures how often the present model failed in this step, by kind
 * @param notes whether notes may be written to show it less
 * @param heldBy the budget that has no room for the next call; absent when none is known to
 */
public record Recourse(
        List<ModelRef> further,
        Reduction reduction,
        int elsewhere,
        Map<FailureKind, Integer> failures,
        Noting notes,
        @Nullable BudgetNotice heldBy) {

    public Recourse {
        further = List.copyOf(further);
    }

    /** Of a turn that has just begun with the model before {@code chain}. */
    public static Recourse of(List<ModelRef> chain) {
        return new Recourse(chain, Reduction.NONE, 0, HashMap.empty(), Noting.POSSIBLE, null);
    }

    /** Notes that were put off with the call may be asked for again. */
    Recourse after(FailureKind kind) {
        return new Recourse(
                further,
                reduction,
                elsewhere,
                failures.put(kind, times(kind) + 1),
                notes == Noting.ASKED_FOR ? Noting.POSSIBLE : notes,
                heldBy);
    }

    Recourse atNextStep() {
        Noting next = notes == Noting.WRITTEN ? Noting.POSSIBLE : notes;
        return new Recourse(further, reduction, 0, HashMap.empty(), next, heldBy);
    }

    /** With less to show, from the next attempt on. */
    Recourse reducedTo(Reduction more) {
        return showing(more).withoutLast();
    }

    /** With less to show, from the open attempt on. */
    Recourse showing(Reduction less) {
        return new Recourse(further, less, elsewhere, failures, notes, heldBy);
    }

    /** While notes are written; what the model refused is no attempt, however often they are. */
    Recourse askingForNotes(Overflow overflow) {
        Recourse asking = afterNotes(Noting.ASKED_FOR);
        return overflow == Overflow.REFUSED && notes == Noting.POSSIBLE
                ? asking.withoutLast()
                : asking;
    }

    Recourse afterNotes(Noting outcome) {
        return new Recourse(further, reduction, elsewhere, failures, outcome, heldBy);
    }

    /** An attempt that showed too much does not count. */
    private Recourse withoutLast() {
        return new Recourse(further, reduction, elsewhere + 1, failures, notes, heldBy);
    }

    /** Once in a step, and not where the model is shown less already. */
    public boolean mayWriteNotes() {
        return notes == Noting.POSSIBLE && reduction == Reduction.NONE;
    }

    /** The chain goes on after {@code model}; what stands before it was passed over. */
    Recourse switchedTo(ModelRef model, int attemptsBefore) {
        int place = further.indexOf(model);
        return new Recourse(
                further.subList(place + 1, further.size()),
                Reduction.NONE,
                attemptsBefore,
                HashMap.empty(),
                Noting.POSSIBLE,
                heldBy);
    }

    Recourse heldBy(@Nullable BudgetNotice budget) {
        return new Recourse(further, reduction, elsewhere, failures, notes, budget);
    }

    /** What has come of notes that were to show a model less. */
    public enum Noting {
        POSSIBLE,
        ASKED_FOR,
        /** In this step. */
        WRITTEN,
        /** In this turn. */
        FAILED
    }

    Optional<ModelRef> next() {
        return further.stream().findFirst();
    }

    int times(FailureKind kind) {
        return failures.getOrElse(kind, 0);
    }

    /** How often the present model failed in this step, however it did. */
    int times() {
        return failures.values().sum().intValue();
    }

    /**
     * How many of the step's attempts used up the bound of the present model: those cut off by a
     * death count, those that were only put off do not.
     */
    int tries(int attempts) {
        int putOff = failures.filterKeys(FailureKind::isPutOff).values().sum().intValue();
        return attempts - elsewhere - putOff;
    }
}
