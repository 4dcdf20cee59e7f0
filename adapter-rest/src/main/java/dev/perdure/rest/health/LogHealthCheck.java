package dev.perdure.rest.health;

import com.codahale.metrics.health.HealthCheck;

/** The log as the operators' port shows it. */
public final class LogHealthCheck extends HealthCheck {

    private final LogProbe probe;

    public LogHealthCheck(LogProbe probe) {
        this.probe = probe;
    }

    @Override
    protected Result check() throws InterruptedException {
        return probe.answers() ? Result.healthy() : Result.unhealthy("the log does not answer");
    }
}
