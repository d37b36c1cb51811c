namespace Unified.Media.TestStorage;

/// <summary>A fault of one request.</summary>
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

    /// <summary>Responds with an error of an overloaded or failed server: 429, 503, 500, 544.</summary>
    public static InjectedFault ServerError(int status, TimeSpan? retryAfter = null) => new(FaultKind.Reply)
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

    /// <summary>Responds with HTTP status 400 and a transient error in the body, as the server does when it cannot get a lock.</summary>
    public static InjectedFault LockTimeout() => new(FaultKind.Reply)
    {
        Status = 400,
        ContentType = "application/json; charset=utf-8",
        Body = """{"statusCode":"503","error":"acquiring_lock_timeout","message":"acquiring lock timeout","code":"LockTimeout"}""",
    };

    /// <summary>Sends any response.</summary>
    public static InjectedFault Reply(int status, string body, string? contentType = "application/json; charset=utf-8") =>
        new(FaultKind.Reply) { Status = status, Body = body, ContentType = contentType };

    /// <summary>Responds with an HTML page, like a gateway in front of the server.</summary>
    public static InjectedFault Html(int status = 502) =>
        Reply(status, $"<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>", "text/html");

    /// <summary>Responds with a status and no body.</summary>
    public static InjectedFault Empty(int status) => Reply(status, string.Empty, null);

    /// <summary>Cuts the connection before the request is handled.</summary>
    public static InjectedFault CutBefore() => new(FaultKind.CutBefore);

    /// <summary>Handles the request, and cuts the connection before the response.</summary>
    public static InjectedFault CutAfter() => new(FaultKind.CutAfter);

    /// <summary>Cuts the connection after a number of bytes of the request's body. A resumable upload keeps them.</summary>
    public static InjectedFault CutBody(long bytes) => new(FaultKind.CutBody) { Bytes = bytes };

    /// <summary>Cuts the connection after a number of bytes of the response's body.</summary>
    public static InjectedFault Truncate(long bytes) => new(FaultKind.Truncate) { Bytes = bytes };

    /// <summary>Stalls the response's body after a number of bytes, until the client gives up.</summary>
    public static InjectedFault Stall(long bytes) => new(FaultKind.Stall) { Bytes = bytes };

    /// <summary>Stops reading the request's body after a number of bytes, until the client gives up.</summary>
    public static InjectedFault StallBody(long bytes) => new(FaultKind.StallBody) { Bytes = bytes };

    /// <summary>Delays the request.</summary>
    public static InjectedFault Slow(TimeSpan delay) => new(FaultKind.Slow) { Delay = delay };

    internal void SignalReached() => _reached.TrySetResult();
}
