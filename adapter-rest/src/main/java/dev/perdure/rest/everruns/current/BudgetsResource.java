package dev.perdure.rest.everruns.current;

import dev.perdure.budget.Budget;
import dev.perdure.budget.BudgetId;
import dev.perdure.budget.BudgetSubject;
import dev.perdure.engine.budget.BudgetCases;
import dev.perdure.rest.everruns.wire.Fields;
import dev.perdure.rest.everruns.wire.QueryParameters;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.http.JsonBody;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.rest.http.OrganisationResolver;
import dev.perdure.rest.http.ProblemException;
import dev.perdure.tenant.OrganisationId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What may be spent on models, and what was. */
@Path("/v1/budgets")
public final class BudgetsResource {

    private static final int BODY_BYTES_MAX = 64 * 1024;
    private static final int LEDGER_LIMIT = 50;

    private final BudgetCases budgets;
    private final OrganisationResolver organisations;

    BudgetsResource(BudgetCases budgets, OrganisationResolver organisations) {
        this.budgets = budgets;
        this.organisations = organisations;
    }

    @GET
    public Response list(@Context HttpServletRequest request) {
        QueryParameters query = new QueryParameters(request);
        Optional<BudgetSubject.Kind> kind =
                query.last("subject_type")
                        .map(type ->
                                BudgetRequest.kind(type)
                                        .orElseThrow(() ->
                                                RequestProblems.invalid(
                                                        "subject_type",
                                                        "must be session, agent or org.")));
        Optional<String> subject = query.last("subject_id");
        List<Budget> all =
                budgets.read().list(organisations.organisation(request)).stream()
                        .filter(budget ->
                                kind.isEmpty() || budget.terms().subject().kind() == kind.get())
                        .filter(budget -> subject.isEmpty() || isOf(budget, subject.get()))
                        .toList();
        return JsonReply.ok(BudgetWire.list(all));
    }

    @POST
    public Response add(@Context HttpServletRequest request, InputStream body) throws IOException {
        return JsonReply.of(
                201,
                BudgetWire.write(
                        RequestProblems.accepted(
                                budgets.keep()
                                        .add(
                                                organisations.organisation(request),
                                                request(body).draft()))));
    }

    @GET
    @Path("{budget}")
    public Response find(@Context HttpServletRequest request, @PathParam("budget") String id) {
        return JsonReply.ok(BudgetWire.write(found(request, id)));
    }

    @PATCH
    @Path("{budget}")
    public Response revise(
            @Context HttpServletRequest request, @PathParam("budget") String id, InputStream body)
            throws IOException {
        return JsonReply.ok(
                BudgetWire.write(
                        RequestProblems.accepted(
                                budgets.keep()
                                        .revise(
                                                organisations.organisation(request),
                                                budget(id),
                                                request(body).edit()))));
    }

    @DELETE
    @Path("{budget}")
    public Response remove(@Context HttpServletRequest request, @PathParam("budget") String id) {
        budgets.keep()
                .remove(organisations.organisation(request), budget(id))
                .ifPresent(refusal -> {
                    throw new ProblemException(RequestProblems.problem(refusal));
                });
        return JsonReply.noContent();
    }

    /** Adds to what may be spent until the period is over. */
    @POST
    @Path("{budget}/top-up")
    public Response topUp(
            @Context HttpServletRequest request, @PathParam("budget") String id, InputStream body)
            throws IOException {
        BudgetRequest asked = request(body);
        return JsonReply.ok(
                BudgetWire.write(
                        RequestProblems.accepted(
                                budgets.keep()
                                        .topUp(
                                                organisations.organisation(request),
                                                budget(id),
                                                asked.amount("amount")
                                                        .orElseThrow(() ->
                                                                asked.body().missing("amount")),
                                                asked.body().string("description").orElse("")))));
    }

    @GET
    @Path("{budget}/ledger")
    public Response ledger(@Context HttpServletRequest request, @PathParam("budget") String id) {
        return JsonReply.ok(
                BudgetWire.ledger(
                        RequestProblems.accepted(
                                budgets.read()
                                        .ledger(
                                                organisations.organisation(request),
                                                budget(id),
                                                new QueryParameters(request)
                                                        .window(LEDGER_LIMIT)))));
    }

    /** What the next call would meet. */
    @GET
    @Path("{budget}/check")
    public Response check(@Context HttpServletRequest request, @PathParam("budget") String id) {
        return JsonReply.ok(BudgetWire.check(List.of(found(request, id))));
    }

    private Budget found(HttpServletRequest request, String id) {
        OrganisationId organisation = organisations.organisation(request);
        return RequestProblems.accepted(budgets.read().find(organisation, budget(id)));
    }

    private static boolean isOf(Budget budget, String subject) {
        BudgetSubject own = budget.terms().subject();
        Optional<UUID> asked = BudgetWire.id(own.kind()).read(subject);
        return asked.isPresent() && asked.get().equals(own.id());
    }

    private static BudgetId budget(String id) {
        return WireId.BUDGET
                .read(id)
                .map(BudgetId::new)
                .orElseThrow(() -> RequestProblems.noSuch("budget", id));
    }

    private static BudgetRequest request(InputStream body) throws IOException {
        return new BudgetRequest(Fields.of(JsonBody.object(body, BODY_BYTES_MAX)));
    }
}
