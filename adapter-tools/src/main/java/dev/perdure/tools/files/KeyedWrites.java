package dev.perdure.tools.files;

import dev.perdure.engine.file.FileOutcome;
import dev.perdure.engine.file.FileStore;
import dev.perdure.engine.file.FileWrite;
import dev.perdure.engine.store.StoreUnavailable;

/** Writes under keys, which may be asked for again when nobody knows what became of them. */
final class KeyedWrites {

    private KeyedWrites() {}

    /**
     * Writes, and asks a second time when the store is gone before it answers: the key makes that
     * the same write. Throws {@link StoreUnavailable} when it is gone then as well; the write may
     * or may not have happened.
     */
    static FileOutcome write(FileStore files, FileWrite write) {
        try {
            return files.write(write);
        } catch (StoreUnavailable inDoubt) {
            return again(files, write, inDoubt);
        }
    }

    private static FileOutcome again(FileStore files, FileWrite write, StoreUnavailable inDoubt) {
        try {
            return files.write(write);
        } catch (StoreUnavailable stillInDoubt) {
            stillInDoubt.addSuppressed(inDoubt);
            throw stillInDoubt;
        }
    }
}
