package dev.perdure.architecture.wrong.cataloguesrunasoneorganisation.persistence.store;

import dev.perdure.architecture.wrong.cataloguesrunasoneorganisation.persistence.database.TenantTransactions;

public interface SeesOne {
    TenantTransactions transactions();
}
