package dev.perdure.architecture.wrong.cronisreadinoneroom.engine.schedule.cron;

import com.cronutils.parser.CronParser;

public interface MayRead {
    CronParser parser();
}
