package dev.perdure.persistence.log;

import java.util.List;

/** Told what becomes of flushes, by the committer's thread, which must not be held up. */
interface FlushListener {

    /** These were committed; called once for each flush, in order. */
    void committed(List<Written> flush);

    /** Whether these were committed cannot be known. */
    void unknown(List<Pending> flush);
}
