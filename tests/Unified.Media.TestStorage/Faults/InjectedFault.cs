namespace Unified.Media.TestStorage;

/// <summary>What goes wrong with one request.</summary>
public sealed record InjectedFault
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private InjectedFault(FaultKind kind) => Kind = kind;

    /// <summary>Completes when a body has come to the byte at which it is cut or stands still.</summary>
    public Task Reached => _reached.Task;

    internal FaultKind Kind { get; }

    internal int Status { get; private init; }

    internal string Body { get; private init; } = string.Empty;

    internal string? ContentType { get; private init; }

    internal TimeSpan? RetryAfter { get; private init; }

    internal long Bytes { get; private init; }

    internal TimeSpan Delay { get; private init; }

    /// <summary>The server's own refusal under load or fault: 429, 503, 500, 544.</summary>
    public static InjectedFault Refuse(int status, TimeSpan? retryAfter = null) => new(FaultKind.Reply)
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

    /// <summary>A transient failure inside a 400, as the server reports a lock that it could not get.</summary>
    public static InjectedFault LockTimeout() => new(FaultKind.Reply)
    {
        Status = 400,
        ContentType = "application/json; charset=utf-8",
        Body = """{"statusCode":"503","error":"acquiring_lock_timeout","message":"acquiring lock timeout","code":"LockTimeout"}""",
    };

    /// <summary>Any answer.</summary>
    public static InjectedFault Reply(int status, string body, string? contentType = "application/json; charset=utf-8") =>
        new(FaultKind.Reply) { Status = status, Body = body, ContentType = contentType };

    /// <summary>A page of the gateway in front of the server.</summary>
    public static InjectedFault Html(int status = 502) =>
        Reply(status, $"<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>", "text/html");

    /// <summary>A status and nothing else.</summary>
    public static InjectedFault Empty(int status) => Reply(status, string.Empty, null);

    /// <summary>The connection is cut and nothing has happened.</summary>
    public static InjectedFault CutBefore() => new(FaultKind.CutBefore);

    /// <summary>All has happened, and the connection is cut before the answer.</summary>
    public static InjectedFault CutAfter() => new(FaultKind.CutAfter);

    /// <summary>The connection is cut when so many bytes of the request's body have arrived. A resumable upload keeps them.</summary>
    public static InjectedFault CutBody(long bytes) => new(FaultKind.CutBody) { Bytes = bytes };

    /// <summary>The connection is cut after so many bytes of the answer's body.</summary>
    public static InjectedFault Truncate(long bytes) => new(FaultKind.Truncate) { Bytes = bytes };

    /// <summary>The answer's body stands still after so many bytes, until the client gives up.</summary>
    public static InjectedFault Stall(long bytes) => new(FaultKind.Stall) { Bytes = bytes };

    /// <summary>The request's body is not read any further after so many bytes, until the client gives up.</summary>
    public static InjectedFault StallBody(long bytes) => new(FaultKind.StallBody) { Bytes = bytes };

    /// <summary>All goes well, later.</summary>
    public static InjectedFault Slow(TimeSpan delay) => new(FaultKind.Slow) { Delay = delay };

    internal void Reach() => _reached.TrySetResult();
}
