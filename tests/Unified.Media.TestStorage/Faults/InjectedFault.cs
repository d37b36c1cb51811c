namespace Unified.Media.TestStorage;

/// <summary>A fault that the server injects into a request.</summary>
public sealed record InjectedFault
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private InjectedFault(FaultKind kind) => Kind = kind;

    /// <summary>Completes when a body reaches the byte at which it is cut or stalls.</summary>
    public Task Reached => _reached.Task;

    internal FaultKind Kind { get; }

    internal int Status { get; private init; }

    internal string Body { get; private init; } = string.Empty;

    internal string? ContentType { get; private init; }

    internal TimeSpan? RetryAfter { get; private init; }

    internal long Bytes { get; private init; }

    internal TimeSpan Delay { get; private init; }

    /// <summary>Responds with the JSON error of an overloaded or failed server, for example with status 429, 500, 503 or 544.</summary>
    public static InjectedFault ServerError(int status, TimeSpan? retryAfter = null) => new(FaultKind.Respond)
    {
        Status = status,
        RetryAfter = retryAfter,
        ContentType = "application/json; charset=utf-8",
        Body = status == 429
            ? """
              {"statusCode":"429","error":"too_many_connections","code":"SlowDown","message":"Too many connections issued to the database"}
              """
            : $$"""{"statusCode":"{{status}}","error":"Internal","message":"Internal Server Error","code":"InternalError"}""",
    };

    /// <summary>Responds with HTTP status 400 and a transient error in the body, like the real server after a lock timeout.</summary>
    public static InjectedFault LockTimeout() => new(FaultKind.Respond)
    {
        Status = 400,
        ContentType = "application/json; charset=utf-8",
        Body = """{"statusCode":"503","error":"acquiring_lock_timeout","message":"acquiring lock timeout","code":"LockTimeout"}""",
    };

    /// <summary>Sends the given response instead of handling the request.</summary>
    public static InjectedFault Respond(int status, string body, string? contentType = "application/json; charset=utf-8") =>
        new(FaultKind.Respond) { Status = status, Body = body, ContentType = contentType };

    /// <summary>Responds with an HTML error page, like a gateway in front of the server.</summary>
    public static InjectedFault Html(int status = 502) =>
        Respond(status, $"<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>", "text/html");

    /// <summary>Responds with a status and no body.</summary>
    public static InjectedFault Empty(int status) => Respond(status, string.Empty, null);

    /// <summary>Cuts the connection before the request is handled.</summary>
    public static InjectedFault CutBefore() => new(FaultKind.CutBefore);

    /// <summary>Handles the request, and cuts the connection without sending the response.</summary>
    public static InjectedFault CutAfter() => new(FaultKind.CutAfter);

    /// <summary>Cuts the connection after a number of bytes of the request body. A resumable upload keeps these bytes.</summary>
    public static InjectedFault CutBody(long bytes) => new(FaultKind.CutBody) { Bytes = bytes };

    /// <summary>Cuts the connection after a number of bytes of the response body.</summary>
    public static InjectedFault Truncate(long bytes) => new(FaultKind.Truncate) { Bytes = bytes };

    /// <summary>Stops sending the response body after a number of bytes, until the client closes the connection.</summary>
    public static InjectedFault Stall(long bytes) => new(FaultKind.Stall) { Bytes = bytes };

    /// <summary>Stops reading the request body after a number of bytes, until the client closes the connection.</summary>
    public static InjectedFault StallBody(long bytes) => new(FaultKind.StallBody) { Bytes = bytes };

    /// <summary>Waits before the request is handled.</summary>
    public static InjectedFault Slow(TimeSpan delay) => new(FaultKind.Slow) { Delay = delay };

    internal void SignalReached() => _reached.TrySetResult();
}
