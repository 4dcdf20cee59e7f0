package dev.perdure.rest.everruns.wire;

import java.util.UUID;

/** How ids are written; in whichever way, both are read. */
public enum IdSpelling {
    /** The kind of thing, then 32 hex digits. */
    PREFIXED {
        @Override
        public String write(WireId kind, UUID id) {
            return kind.write(id);
        }
    },
    /** A plain UUID. */
    DASHED {
        @Override
        public String write(WireId kind, UUID id) {
            return id.toString();
        }
    };

    public abstract String write(WireId kind, UUID id);
}
