package dev.perdure.architecture.wrong.ofvavronlyeitherandcollectionsareused.session;

import io.vavr.control.Try;

public final class HoldsATry {
    final Try<String> settings = Try.success("");
}
