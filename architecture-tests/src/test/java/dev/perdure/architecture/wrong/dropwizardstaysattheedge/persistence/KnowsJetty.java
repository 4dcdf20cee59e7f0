package dev.perdure.architecture.wrong.dropwizardstaysattheedge.persistence;

import org.eclipse.jetty.server.Server;

public interface KnowsJetty {
    Server server();
}
