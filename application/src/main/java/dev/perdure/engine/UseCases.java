package dev.perdure.engine;

import dev.perdure.engine.agent.ArchiveAgent;
import dev.perdure.engine.agent.RegisterAgent;
import dev.perdure.engine.agent.ResolveSettings;
import dev.perdure.engine.agent.ReviseAgent;
import dev.perdure.engine.budget.BudgetCases;
import dev.perdure.engine.schedule.ScheduleCases;
import dev.perdure.engine.secret.SecretCases;
import dev.perdure.engine.session.AnswerApproval;
import dev.perdure.engine.session.CancelTurn;
import dev.perdure.engine.session.ExplainSession;
import dev.perdure.engine.session.HandInResults;
import dev.perdure.engine.session.ListPending;
import dev.perdure.engine.session.OpenSession;
import dev.perdure.engine.session.RemoveSession;
import dev.perdure.engine.session.ReviseSession;
import dev.perdure.engine.session.RuleOutcome;
import dev.perdure.engine.session.SubmitMessage;
import dev.perdure.engine.toolserver.ToolServerCases;

/** Everything that can be asked of an engine, one class for each question. */
public record UseCases(
        RegisterAgent registerAgent,
        ReviseAgent reviseAgent,
        ArchiveAgent archiveAgent,
        ResolveSettings resolveSettings,
        OpenSession openSession,
        ReviseSession reviseSession,
        SubmitMessage submitMessage,
        CancelTurn cancelTurn,
        RuleOutcome ruleOutcome,
        AnswerApproval answerApproval,
        HandInResults handInResults,
        ListPending listPending,
        ExplainSession explainSession,
        RemoveSession removeSession,
        ToolServerCases toolServers,
        BudgetCases budgets,
        ScheduleCases schedules,
        SecretCases secrets) {}
