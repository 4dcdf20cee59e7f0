package dev.perdure.architecture.wrong.packagesformnocycle.turn;

import dev.perdure.architecture.wrong.packagesformnocycle.session.KnowsItsTurn;

public interface KnowsItsSession {
    KnowsItsTurn session();
}
