package dev.perdure.architecture.wrong.portsspeakplainjava.engine.store;

import dev.perdure.architecture.wrong.portsspeakplainjava.persistence.Row;
import java.util.List;

public interface NamesARow {
    List<Row> row();
}
