package dev.perdure.service;

import dagger.Module;
import dagger.Provides;
import dev.perdure.engine.Engine;
import dev.perdure.engine.ToolSources;
import dev.perdure.engine.provider.KeyRing;
import dev.perdure.engine.secret.OpenSecret;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.harness.FurnishedHarnesses;
import dev.perdure.harness.HarnessDefinition;
import dev.perdure.tools.builtin.BuiltInTools;
import dev.perdure.tools.files.FileTools;
import dev.perdure.tools.files.ValueTools;
import dev.perdure.tools.instructions.AgentInstructions;
import dev.perdure.tools.instructions.SkillTools;
import dev.perdure.tools.memory.MemoryTools;
import dev.perdure.tools.schema.SchemaCheck;
import dev.perdure.tools.session.SessionTools;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The engine on its storage, with the models and tools this service offers. */
@Module
interface EngineModule {

    /** Asked for after the database was opened, whose directory may hold them. */
    @Provides
    @Singleton
    static KeyRing keys(PerdureConfiguration configuration) {
        return MasterKeys.of(configuration);
    }

    @Provides
    @Singleton
    static Engine engine(
            Storage storage, Models models, KeyRing keys, PerdureConfiguration configuration) {
        return Engine.start(
                storage,
                models.sources(keys),
                new ToolSources(tools(storage, keys, models.wayOut()), models.toolServers()),
                configuration
                        .engine()
                        .engineConfig(models.standard())
                        .withHarnesses(FurnishedHarnesses.all().toArray(HarnessDefinition[]::new))
                        .checkedBy(new SchemaCheck()));
    }

    /**
     * The built-in tools, those on files, those that ask the world, and others on the class path,
     * if somebody put any there.
     */
    private static List<ToolRunner> tools(Storage storage, KeyRing keys, WayOut wayOut) {
        List<ToolRunner> tools = new ArrayList<>();
        tools.add(BuiltInTools.create());
        tools.add(FileTools.on(storage));
        tools.add(ValueTools.on(storage));
        tools.add(MemoryTools.on(storage));
        tools.add(SessionTools.on(storage));
        tools.add(AgentInstructions.on(storage));
        tools.add(SkillTools.on(storage));
        tools.addAll(wayOut.runners(new OpenSecret(storage.secrets(), keys)));
        ServiceLoader.load(ToolRunner.class).forEach(tools::add);
        return tools;
    }
}
