package dev.perdure.architecture.wrong.nobodyknowstheservice.service;

import dev.perdure.architecture.wrong.nobodyknowstheservice.rest.Api;

public interface Wiring {
    Api api();
}
