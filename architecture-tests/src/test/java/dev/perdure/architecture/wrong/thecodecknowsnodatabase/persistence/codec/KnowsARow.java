package dev.perdure.architecture.wrong.thecodecknowsnodatabase.persistence.codec;

import java.sql.ResultSet;

public interface KnowsARow {
    ResultSet row();
}
