package dev.perdure.architecture.wrong.thedomaintouchesnothingoutside.session;

import java.util.concurrent.locks.Lock;

public interface Locks {
    Lock lock();
}
