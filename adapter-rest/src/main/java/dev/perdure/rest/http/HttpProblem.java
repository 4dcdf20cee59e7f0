package dev.perdure.rest.http;

import org.jspecify.annotations.Nullable;

/**
 * A request that is not answered as asked, in words no dialect owns.
 *
 * @param code stable name for programs, lower case with underscores
 * @param detail one sentence for the caller; holds no secret
 * @param retryAfterSeconds when the same request may succeed; absent means nothing is known
 * @param allow the methods the resource knows, for {@code Allow}; empty when that is not the point
 */
public record HttpProblem(
        int status, String code, String detail, @Nullable Integer retryAfterSeconds, String allow) {

    private static HttpProblem of(int status, String code, String detail) {
        return new HttpProblem(status, code, detail, null, "");
    }

    public static HttpProblem invalid(String detail) {
        return of(400, "invalid_request", detail);
    }

    public static HttpProblem forbidden(String detail) {
        return of(403, "forbidden", detail);
    }

    public static HttpProblem notFound(String detail) {
        return of(404, "not_found", detail);
    }

    public static HttpProblem methodNotAllowed(String detail, String allow) {
        return new HttpProblem(405, "method_not_allowed", detail, null, allow);
    }

    public static HttpProblem conflict(String detail) {
        return of(409, "conflict", detail);
    }

    public static HttpProblem tooLarge(String detail) {
        return of(413, "payload_too_large", detail);
    }

    public static HttpProblem tooMany(String detail, int retryAfterSeconds) {
        return new HttpProblem(429, "too_many_requests", detail, retryAfterSeconds, "");
    }

    public static HttpProblem internal(String incident) {
        return of(500, "internal_error", "The server failed; its log has it as " + incident + ".");
    }

    /** What was asked for holds a record that this version cannot read. */
    public static HttpProblem unreadableRecord(String detail) {
        return of(500, "unreadable_record", detail);
    }

    public static HttpProblem notImplemented(String detail) {
        return of(501, "not_implemented", detail);
    }

    public static HttpProblem unavailable(String detail) {
        return new HttpProblem(503, "unavailable", detail, 1, "");
    }

    /** A status that something below the dialects chose, a servlet container for one. */
    public static HttpProblem ofStatus(int status) {
        return of(status, code(status), title(status) + ".");
    }

    /** The reason phrase of the status (RFC 9110, section 15). */
    public String title() {
        return title(status);
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 411 -> "Length Required";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 417 -> "Expectation Failed";
            case 426 -> "Upgrade Required";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            case 505 -> "HTTP Version Not Supported";
            default -> status < 500 ? "Bad Request" : "Internal Server Error";
        };
    }

    private static String code(int status) {
        return switch (status) {
            case 401 -> "unauthorized";
            case 403 -> "forbidden";
            case 404 -> "not_found";
            case 405 -> "method_not_allowed";
            case 406 -> "not_acceptable";
            case 409 -> "conflict";
            case 413, 414, 431 -> "payload_too_large";
            case 415 -> "unsupported_media_type";
            case 429 -> "too_many_requests";
            case 501 -> "not_implemented";
            case 503 -> "unavailable";
            default -> status < 500 ? "invalid_request" : "internal_error";
        };
    }
}
