package dev.perdure.architecture.wrong.thecodecknowsnodatabase.persistence.log;

import dev.perdure.architecture.wrong.thecodecknowsnodatabase.persistence.codec.KnowsAFact;

public interface Log {
    KnowsAFact codec();
}
