package dev.perdure.architecture.wrong.thecodecknowsnodatabase.persistence.codec;

import dev.perdure.architecture.wrong.thecodecknowsnodatabase.persistence.log.Log;

public interface KnowsTheLog {
    Log log();
}
