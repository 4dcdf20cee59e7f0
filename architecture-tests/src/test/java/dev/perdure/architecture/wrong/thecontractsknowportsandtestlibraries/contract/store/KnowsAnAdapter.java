package dev.perdure.architecture.wrong.thecontractsknowportsandtestlibraries.contract.store;

import dev.perdure.architecture.wrong.thecontractsknowportsandtestlibraries.persistence.Table;

public interface KnowsAnAdapter {
    Table table();
}
