package dev.perdure.rest.ask;

import dev.perdure.engine.session.MessageDraft;
import dev.perdure.engine.session.SubmitMessage.Submitted;
import dev.perdure.refusal.Refusal;
import dev.perdure.rest.http.EngineParts;
import dev.perdure.rest.http.Failures;
import dev.perdure.rest.http.HttpProblem;
import dev.perdure.rest.http.OrganisationResolver;
import dev.perdure.rest.http.ProblemFormat;
import dev.perdure.rest.http.Route;
import dev.perdure.rest.http.Routed;
import dev.perdure.rest.http.ServletProblems;
import dev.perdure.session.SessionSettings;
import io.vavr.control.Either;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Serves {@code POST /v1/ask}: the body is a message as it stands, in UTF-8; the answer is the text
 * of the reply, streamed as it is committed. It opens a session of its own, named in the header
 * {@code Perdure-Session}, where the whole story can be read and the conversation goes on.
 */
public final class AskFilter implements Filter, Routed {

    private static final String PATH = "/v1/ask";
    private static final Route ROUTE = Route.post(PATH);
    private static final int BYTES_MAX = 64 * 1024;
    private static final int TITLE_CHARACTERS_MAX = 80;

    private final EngineParts engine;
    private final OrganisationResolver organisations;
    private final ProblemFormat problems;
    private final OpenReplies replies;

    public AskFilter(
            EngineParts engine,
            OrganisationResolver organisations,
            ProblemFormat problems,
            OpenReplies replies) {
        this.engine = engine;
        this.organisations = organisations;
        this.problems = problems;
        this.replies = replies;
    }

    @Override
    public List<Route> routes() {
        return List.of(ROUTE);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        if (!asked.getRequestURI().equals(PATH)) {
            chain.doFilter(request, response);
        } else if (asked.getMethod().equals(ROUTE.method())) {
            guarded(asked, answer);
        } else {
            refuse(
                    asked,
                    answer,
                    HttpProblem.methodNotAllowed(PATH + " knows POST only.", "POST, OPTIONS"));
        }
    }

    private void guarded(HttpServletRequest asked, HttpServletResponse answer) throws IOException {
        byte[] body;
        try {
            body = asked.getInputStream().readNBytes(BYTES_MAX + 1);
        } catch (IOException | RuntimeException broken) {
            refuse(asked, answer, Failures.unreadable(broken, asked.getMethod(), PATH));
            return;
        }
        try {
            serve(asked, answer, body);
        } catch (RuntimeException failed) {
            if (answer.isCommitted()) {
                throw failed;
            }
            refuse(asked, answer, Failures.problem(failed, asked.getMethod(), PATH));
        }
    }

    private void serve(HttpServletRequest asked, HttpServletResponse answer, byte[] body)
            throws IOException {
        if (body.length > BYTES_MAX) {
            refuse(
                    asked,
                    answer,
                    HttpProblem.tooLarge("The question is larger than " + BYTES_MAX + " bytes."));
            return;
        }
        String question;
        try {
            question = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException notText) {
            refuse(asked, answer, HttpProblem.invalid("The question is not text in UTF-8."));
            return;
        }
        if (question.isBlank()) {
            refuse(
                    asked,
                    answer,
                    HttpProblem.invalid("Put the question into the body, for example with -d."));
            return;
        }
        Either<Refusal, Submitted> submitted = submit(asked, question);
        if (submitted.isLeft()) {
            refuse(asked, answer, HttpProblem.invalid(submitted.getLeft().sentence()));
            return;
        }
        replies.stream(submitted.get().envelope(), answer);
    }

    private Either<Refusal, Submitted> submit(HttpServletRequest asked, String question) {
        SessionSettings settings =
                SessionSettings.of(engine.harnesses().standard().id(), null, title(question));
        return engine.useCases()
                .openSession()
                .open(organisations.organisation(asked), settings)
                .flatMap(session ->
                        engine.useCases()
                                .submitMessage()
                                .submit(session.key(), MessageDraft.ofText(question)));
    }

    private static String title(String question) {
        String line = question.strip().lines().findFirst().orElse("");
        return line.codePointCount(0, line.length()) <= TITLE_CHARACTERS_MAX
                ? line
                : line.substring(0, line.offsetByCodePoints(0, TITLE_CHARACTERS_MAX));
    }

    private void refuse(HttpServletRequest asked, HttpServletResponse answer, HttpProblem problem)
            throws IOException {
        ServletProblems.send(answer, problems, problem, asked.getRequestURI());
    }
}
