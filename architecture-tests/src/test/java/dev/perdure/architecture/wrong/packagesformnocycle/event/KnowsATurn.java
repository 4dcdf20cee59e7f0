package dev.perdure.architecture.wrong.packagesformnocycle.event;

import dev.perdure.architecture.wrong.packagesformnocycle.turn.KnowsItsSession;

public interface KnowsATurn {
    KnowsItsSession turn();
}
