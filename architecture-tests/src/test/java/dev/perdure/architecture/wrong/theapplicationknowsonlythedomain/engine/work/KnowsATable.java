package dev.perdure.architecture.wrong.theapplicationknowsonlythedomain.engine.work;

import dev.perdure.architecture.wrong.theapplicationknowsonlythedomain.persistence.Table;

public interface KnowsATable {
    Table table();
}
