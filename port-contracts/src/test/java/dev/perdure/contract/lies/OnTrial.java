package dev.perdure.contract.lies;

import dev.perdure.contract.StorageFixture;
import dev.perdure.contract.log.EventLogContract;
import dev.perdure.contract.store.AgentStoreContract;
import dev.perdure.contract.store.BudgetStoreContract;
import dev.perdure.contract.store.FileStoreContract;
import dev.perdure.contract.store.MemoryStoreContract;
import dev.perdure.contract.store.ProviderStoreContract;
import dev.perdure.contract.store.ReservationContract;
import dev.perdure.contract.store.ScheduleStoreContract;
import dev.perdure.contract.store.SecretStoreContract;
import dev.perdure.contract.store.SessionStoreContract;
import dev.perdure.contract.store.SnapshotStoreContract;
import dev.perdure.contract.store.ToolServerStoreContract;
import dev.perdure.contract.store.WorkspaceStoreContract;
import dev.perdure.contract.work.WorkQueueContract;
import java.util.List;
import java.util.function.Supplier;

/** The storage suites, on the storage that the thread at hand has put on trial. */
final class OnTrial {

    static final List<Class<?>> SUITES =
            List.of(
                    LogSuite.class,
                    QueueSuite.class,
                    AgentSuite.class,
                    SessionSuite.class,
                    ProviderSuite.class,
                    SnapshotSuite.class);

    private static final ThreadLocal<Supplier<StorageFixture>> ACCUSED = new ThreadLocal<>();

    private OnTrial() {}

    static void accuse(Supplier<StorageFixture> accused) {
        ACCUSED.set(accused);
    }

    static class LogSuite extends EventLogContract {
        @Override
        protected StorageFixture newFixture() {
            return ACCUSED.get().get();
        }
    }

    static class QueueSuite extends WorkQueueContract {
        @Override
        protected StorageFixture newFixture() {
            return ACCUSED.get().get();
        }
    }

    static class AgentSuite extends AgentStoreContract {
        @Override
        protected StorageFixture newFixture() {
            return ACCUSED.get().get();
        }
    }

    static class FileSuite extends FileStoreContract {
        @Override
        protected StorageFixture newFixture() {
            return ACCUSED.get().get();
        }
    }

    static class WorkspaceSuite extends WorkspaceStoreContract {
        @Override
        protected StorageFixture newFixture() {
            return ACCUSED.get().get();
        }
    }

    static class ToolServerSuite extends ToolServerStoreContract {
        @Override
        protected StorageFixture newFixture() {
            return ACCUSED.get().get();
        }
    }

    static class MemorySuite extends MemoryStoreContract {
        @Override
        protected StorageFixture newFixture() {
            return ACCUSED.get().get();
        }
    }

    static class SecretSuite extends SecretStoreContract {
        @Override
        protected StorageFixture newFixture() {
            return ACCUSED.get().get();
        }
    }

    static class BudgetSuite extends BudgetStoreContract {
        @Override
        protected StorageFixture newFixture() {
            return ACCUSED.get().get();
        }
    }

    static class ReservationSuite extends ReservationContract {
        @Override
        protected StorageFixture newFixture() {
            return ACCUSED.get().get();
        }
    }

    static class ScheduleSuite extends ScheduleStoreContract {
        @Override
        protected StorageFixture newFixture() {
            return ACCUSED.get().get();
        }
    }

    static class ProviderSuite extends ProviderStoreContract {
        @Override
        protected StorageFixture newFixture() {
            return ACCUSED.get().get();
        }
    }

    static class SnapshotSuite extends SnapshotStoreContract {
        @Override
        protected StorageFixture newFixture() {
            return ACCUSED.get().get();
        }
    }

    static class SessionSuite extends SessionStoreContract {
        @Override
        protected StorageFixture newFixture() {
            return ACCUSED.get().get();
        }
    }
}
