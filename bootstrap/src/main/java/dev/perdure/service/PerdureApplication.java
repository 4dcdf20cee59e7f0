package dev.perdure.service;

import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Environment;

/** The application as Dropwizard knows it: a name. The parts are joined in {@link Service}. */
final class PerdureApplication extends Application<PerdureConfiguration> {

    @Override
    public String getName() {
        return "perdure";
    }

    @Override
    public void run(PerdureConfiguration configuration, Environment environment) {
        throw new IllegalStateException("the service is started by its own command line");
    }
}
