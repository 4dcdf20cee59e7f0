package dev.perdure.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * How much each part does.
 *
 * @param firstWarmUp how long a process works at a time before anything of it is measured
 * @param warmUpsMax how often at most, if its compilers have not come to rest earlier
 * @param rate how long one rate is measured, after a warm-up half as long
 * @param committers connections that commit single rows
 * @param flushSessions sessions in one flush
 * @param embeddedClients conversations at a time in the driver's own process
 * @param httpClients conversations at a time over HTTP
 * @param firstDeltas messages whose first piece is timed
 * @param streams turns that stream at a time
 * @param streaming how long each of them streams
 * @param idle how long idleness is watched
 * @param idleSessions sessions that exist meanwhile
 * @param idleStreams streams that are open meanwhile
 * @param openStreams streams whose memory is weighed
 * @param starts of a service on data that is there
 * @param kills of a service that runs turns
 * @param killedTurns turns it runs then
 * @param cancels of a turn, in each phase it can be in
 * @param longSession pieces of text in the session that is to cost no more than an empty one
 * @param longLog facts in the session that is to cost a cold node no more than a short one
 * @param files in a session whose files are looked through
 * @param modelStreams answers of models that are listened to at a time
 * @param modelRounds of that, for each way to listen
 */
record Scale(
        Duration firstWarmUp,
        int warmUpsMax,
        Duration rate,
        List<Integer> committers,
        int flushSessions,
        List<Integer> embeddedClients,
        List<Integer> httpClients,
        int firstDeltas,
        List<Integer> streams,
        Duration streaming,
        Duration idle,
        int idleSessions,
        int idleStreams,
        int openStreams,
        int starts,
        int kills,
        int killedTurns,
        int cancels,
        int longSession,
        int longLog,
        int files,
        int modelStreams,
        int modelRounds) {

    static final Scale LONG =
            new Scale(
                    Duration.ofSeconds(5),
                    10,
                    Duration.ofSeconds(4),
                    List.of(1, 8, 16, 32),
                    500,
                    List.of(1, 32, 128, 500),
                    List.of(32, 128, 400),
                    1_000,
                    List.of(200, 500),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(20),
                    10_000,
                    1_000,
                    10_000,
                    3,
                    3,
                    100,
                    100,
                    1_000_000,
                    100_000,
                    10_000,
                    1_000,
                    3);

    /** Shows that everything still runs; its figures mean nothing. */
    static final Scale SHORT =
            new Scale(
                    Duration.ZERO,
                    1,
                    Duration.ofMillis(200),
                    List.of(1, 4),
                    20,
                    List.of(4),
                    List.of(4),
                    10,
                    List.of(10),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(500),
                    40,
                    20,
                    40,
                    1,
                    1,
                    8,
                    3,
                    20_000,
                    2_000,
                    200,
                    20,
                    1);

    Duration warmUp() {
        return rate.dividedBy(2);
    }
}
