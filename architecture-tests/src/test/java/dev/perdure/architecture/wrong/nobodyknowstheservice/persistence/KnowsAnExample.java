package dev.perdure.architecture.wrong.nobodyknowstheservice.persistence;

import dev.perdure.architecture.wrong.nobodyknowstheservice.examples.Example;

public interface KnowsAnExample {
    Example example();
}
