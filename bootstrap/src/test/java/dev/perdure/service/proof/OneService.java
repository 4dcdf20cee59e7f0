package dev.perdure.service.proof;

import dev.perdure.service.proof.harness.Ports;
import dev.perdure.service.proof.harness.ServiceCommand;
import dev.perdure.service.proof.harness.ServiceProcess;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands every proof that leaves the service alive the same one, and stops it after the last. */
final class OneService implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ServiceProcess.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(OneService.class))
                .computeIfAbsent("service", key -> new Shared(), Shared.class)
                .service;
    }

    private static final class Shared implements AutoCloseable {

        private final WorkDirectory directory = WorkDirectory.create();
        private final ServiceProcess service;

        Shared() {
            try {
                service =
                        ServiceProcess.start(
                                ServiceCommand.on(directory.resolve("data"), Ports.free()));
            } catch (Exception failed) {
                throw new IllegalStateException("No service to prove anything on", failed);
            }
        }

        @Override
        public void close() throws Exception {
            service.close();
            directory.close();
        }
    }
}
