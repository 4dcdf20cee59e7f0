package dev.perdure.architecture.wrong.packagesformnocycle.session;

import dev.perdure.architecture.wrong.packagesformnocycle.turn.KnowsItsSession;

public interface KnowsItsTurn {
    KnowsItsSession turn();
}
