@NullMarked
package dev.perdure.engine.schedule.cron;

import org.jspecify.annotations.NullMarked;
