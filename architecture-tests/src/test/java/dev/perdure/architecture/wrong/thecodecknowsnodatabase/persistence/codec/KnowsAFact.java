package dev.perdure.architecture.wrong.thecodecknowsnodatabase.persistence.codec;

import dev.perdure.architecture.wrong.thecodecknowsnodatabase.event.Fact;

public interface KnowsAFact {
    Fact fact();
}
