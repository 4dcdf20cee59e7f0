package dev.perdure.architecture.wrong.dropwizardstaysattheedge.engine.worker;

import io.dropwizard.lifecycle.Managed;

public interface IsManaged {
    Managed server();
}
