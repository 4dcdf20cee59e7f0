package dev.perdure.persistence;

import dev.perdure.contract.crash.CrashContract;
import dev.perdure.contract.crash.Extent;
import dev.perdure.contract.crash.Ground;
import dev.perdure.contract.crash.Row;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/**
 * The crash matrix on PostgreSQL: some cases of some scenarios, picked by {@code -Dcases.seed=N};
 * all of all with {@code -Dmatrix=all}.
 */
class PostgresCrashMatrixTest extends CrashContract {

    private static final boolean ALL = "all".equals(System.getProperty("matrix"));
    private static final long SEED = Long.getLong("cases.seed", 1);
    private static final int CASES = 2;
    private static final int IN_A_ROW = 8;

    /** Each node has connections of its own, and the server has so many. */
    private static final int AT_ONCE = 3;

    /** A node that was stopped politely in an outage keeps what it owns that long. */
    private static final Duration LEASE = Duration.ofSeconds(8);

    private static final Duration SWEEP = Duration.ofMillis(100);

    /** One of each kind, and none that lasts as long as a bound of time. */
    private static final Set<String> SOME =
            Set.of(
                    "a plain answer",
                    "a limit of rates that parks the turn",
                    "a model that another one stands in for",
                    "a tool that acts once for each key",
                    "a tool that can say what became of a call",
                    "four tools at once",
                    "a tool that must not be repeated; somebody finds out",
                    "a tool that must not be repeated; the policy runs it again",
                    "tools of an MCP server beside others",
                    "two tools of the client, answered one by one",
                    "a message that waits its turn",
                    "a message that joins a turn with tools",
                    "a message that rolls a tool back and moves the head",
                    "a cancel while tools run side by side",
                    "a node that is asked to stop with a message waiting",
                    "two nodes, and a result handed in at the other");

    @Override
    protected Ground ground() {
        return new Ground(PostgresStorageFixture.direct(LEASE), InstantSource.system(), SWEEP);
    }

    @Override
    protected Extent extent() {
        return ALL
                ? Extent.all(AT_ONCE).withInARow(100)
                : Extent.some(CASES, AT_ONCE, SEED).withInARow(IN_A_ROW);
    }

    @Override
    protected Set<String> chosen() {
        return ALL ? Set.of() : SOME;
    }

    @Override
    protected void played(Row row) {
        System.out.println("crash matrix on PostgreSQL: " + row.text());
        row.violations().forEach(text -> System.out.println("-Dcases.seed=" + SEED + " " + text));
    }
}
