package dev.perdure.architecture.wrong.exceptionsareclosed.persistence;

import java.sql.SQLException;

public class OpenOutage extends SQLException {
    private static final long serialVersionUID = 1L;
}
