package dev.perdure.benchmarks;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What processors have done so far, by process.
 *
 * @param machine all processes; zero where the system does not tell
 */
record CpuTimes(
        long atNanos, Duration driver, Duration service, Duration database, Duration machine) {

    static CpuTimes of(Stage stage) {
        return new CpuTimes(
                System.nanoTime(),
                of(ProcessHandle.current()),
                stage.services().map(CpuTimes::of).reduce(Duration.ZERO, Duration::plus),
                Machine.cpuWithChildren(stage.postmaster()),
                Machine.cpu());
    }

    private static Duration of(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Cores used since {@code earlier}, in words. */
    String since(CpuTimes earlier) {
        double others =
                cores(earlier, machine.minus(earlier.machine))
                        - Stream.of(
                                        driver.minus(earlier.driver),
                                        service.minus(earlier.service),
                                        database.minus(earlier.database))
                                .mapToDouble(used -> cores(earlier, used))
                                .sum();
        return String.format(
                Locale.ROOT,
                "cores used: service %.2f, PostgreSQL %.2f, driver %.2f, others %.2f; load %s",
                serviceSince(earlier),
                databaseSince(earlier),
                cores(earlier, driver.minus(earlier.driver)),
                Math.max(0, others),
                Machine.load());
    }

    /** Processor time for each of {@code things} done since {@code earlier}, in words. */
    String each(CpuTimes earlier, double things) {
        return String.format(
                Locale.ROOT,
                "processor time for each: service %s, PostgreSQL %s, driver %s µs",
                Figure.number(micros(service.minus(earlier.service)) / things),
                Figure.number(micros(database.minus(earlier.database)) / things),
                Figure.number(micros(driver.minus(earlier.driver)) / things));
    }

    private static double micros(Duration time) {
        return time.toNanos() / 1_000.0;
    }

    double serviceSince(CpuTimes earlier) {
        return cores(earlier, service.minus(earlier.service));
    }

    double databaseSince(CpuTimes earlier) {
        return cores(earlier, database.minus(earlier.database));
    }

    private double cores(CpuTimes earlier, Duration used) {
        return (double) used.toNanos() / (atNanos - earlier.atNanos);
    }
}
