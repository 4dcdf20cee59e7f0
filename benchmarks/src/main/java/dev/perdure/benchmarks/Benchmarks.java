package dev.perdure.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The command line of the load drivers. */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] words) throws Exception {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        System.setProperty("liquibase.analytics.enabled", "false");
        Plan plan;
        try {
            plan = Plan.of(List.of(words), Path.of(System.getProperty("perdure.home", "")));
        } catch (IllegalArgumentException misuse) {
            System.err.println(misuse.getMessage());
            System.err.print(Plan.USAGE);
            System.exit(2);
            return;
        }
        Report report = run(plan);
        System.out.print(report.text());
        System.out.println("Written to " + plan.report());
        System.exit(report.failures().isEmpty() ? 0 : 1);
    }

    /** Measures what is planned. A part that fails is reported and the others go on. */
    @SuppressWarnings("IllegalCatch")
    static Report run(Plan plan) throws IOException {
        Report report = new Report(Machine.describe(plan.data()));
        try (Stage stage = Stage.open(plan)) {
            for (Part part : plan.parts()) {
                System.out.println("... " + part.label());
                report.begin(part);
                try {
                    part.measurement().measure(stage, report);
                } catch (Exception | AssertionError failed) {
                    failed.printStackTrace(System.err);
                    report.failed(part, failed);
                }
                Files.writeString(plan.report(), report.text());
            }
        }
        return report;
    }
}
