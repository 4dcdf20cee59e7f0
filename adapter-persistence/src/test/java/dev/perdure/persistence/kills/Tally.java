package dev.perdure.persistence.kills;

/** Calls of one kind, and what became of them. */
final class Tally {

    /** Above the columns of {@link #text}. */
    static final String HEAD =
            "| calls | all | runs | never counted | once | more often | in doubt | told unknown |";

    private int calls;
    private int runs;
    private int never;
    private int once;
    private int often;
    private int inDoubt;
    private int toldUnknown;

    void add(ToldCall call, int ran, int counted) {
        calls++;
        runs += ran;
        never += counted == 0 ? 1 : 0;
        once += counted == 1 ? 1 : 0;
        often += counted > 1 ? 1 : 0;
        inDoubt += call.inDoubt();
        toldUnknown += call.isUnknown() ? 1 : 0;
    }

    int calls() {
        return calls;
    }

    String text(String kind) {
        return "| %s | %d | %d | %d | %d | %d | %d | %d |"
                .formatted(kind, calls, runs, never, once, often, inDoubt, toldUnknown);
    }
}
