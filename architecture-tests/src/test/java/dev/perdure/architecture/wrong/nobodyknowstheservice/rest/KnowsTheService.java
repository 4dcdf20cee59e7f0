package dev.perdure.architecture.wrong.nobodyknowstheservice.rest;

import dev.perdure.architecture.wrong.nobodyknowstheservice.service.Wiring;

public interface KnowsTheService {
    Wiring wiring();
}
