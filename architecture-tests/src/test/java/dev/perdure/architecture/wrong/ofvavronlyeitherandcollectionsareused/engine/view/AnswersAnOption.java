package dev.perdure.architecture.wrong.ofvavronlyeitherandcollectionsareused.engine.view;

import io.vavr.control.Option;

public interface AnswersAnOption {
    Option<String> title();
}
