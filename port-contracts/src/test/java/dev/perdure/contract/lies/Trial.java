package dev.perdure.contract.lies;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs suites in this process and on this thread, and notes which of their tests fail. */
public final class Trial {

    private static final LauncherConfig PLAIN =
            LauncherConfig.builder()
                    .enableLauncherSessionListenerAutoRegistration(false)
                    .enableLauncherDiscoveryListenerAutoRegistration(false)
                    .enablePostDiscoveryFilterAutoRegistration(false)
                    .enableTestExecutionListenerAutoRegistration(false)
                    .build();

    private Trial() {}

    /** The outcome of each test by its name: absent means that it passed, or why it failed. */
    public static Map<String, Verdict> of(Collection<Class<?>> suites) {
        List<Class<?>> classes = List.copyOf(suites);
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(
                                classes.stream()
                                        .map(suite -> (DiscoverySelector) selectClass(suite))
                                        .toList())
                        .configurationParameter(
                                "junit.jupiter.extensions.autodetection.enabled", "false")
                        .build();
        Verdicts verdicts = new Verdicts();
        Launcher launcher = LauncherFactory.create(PLAIN);
        launcher.execute(request, verdicts);
        return new TreeMap<>(verdicts.byTest);
    }

    /**
     * Repeats a trial with ever more patience until it was fair: its answer is empty as long as the
     * machine was too busy for an honest implementation to pass.
     */
    public static Optional<Matrix> untilFair(
            Duration patience, Duration patienceMax, Function<Duration, Optional<Matrix>> trial) {
        Optional<Matrix> tried = trial.apply(patience);
        Duration more = patience.multipliedBy(4);
        return tried.isPresent() || more.compareTo(patienceMax) > 0
                ? tried
                : untilFair(more, patienceMax, trial);
    }

    /** How one test ended. */
    public record Verdict(boolean passed, String reason) {}

    private static final class Verdicts implements TestExecutionListener {

        private final Map<String, Verdict> byTest = new ConcurrentHashMap<>();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
                boolean passed = result.getStatus() == Status.SUCCESSFUL;
                String reason = result.getThrowable().map(Throwable::toString).orElse("");
                byTest.put(name(test), new Verdict(passed, reason));
            } else if (result.getStatus() != Status.SUCCESSFUL) {
                throw new IllegalStateException(
                        "a suite cannot run: " + test.getDisplayName(),
                        result.getThrowable().orElse(null));
            }
        }

        private static String name(TestIdentifier test) {
            MethodSource method = (MethodSource) test.getSource().orElseThrow();
            String suite = method.getClassName();
            return suite.substring(suite.lastIndexOf('.') + 1) + "." + method.getMethodName();
        }
    }
}
