package dev.perdure.architecture.wrong.cataloguesrunasoneorganisation.persistence.database;

public interface TenantTransactions {}
