package dev.perdure.architecture.wrong.thedomaintouchesnothingoutside.engine;

import java.util.concurrent.locks.Lock;

public interface Locks {
    Lock lock();
}
