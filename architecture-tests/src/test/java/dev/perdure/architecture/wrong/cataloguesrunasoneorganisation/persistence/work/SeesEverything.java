package dev.perdure.architecture.wrong.cataloguesrunasoneorganisation.persistence.work;

import dev.perdure.architecture.wrong.cataloguesrunasoneorganisation.persistence.database.EngineConnection;

public interface SeesEverything {
    EngineConnection connection();
}
