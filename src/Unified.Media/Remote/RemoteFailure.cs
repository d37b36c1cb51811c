using System.Net;

namespace Unified.Media;

/// <summary>
/// The reason why a fetch failed. It is written to the log only, and errors have one message per code: a user who chooses the URL must not learn
/// which internal addresses are reachable.
/// </summary>
/// <param name="Reason">The reason for the log.</param>
/// <param name="Code">The code of the rejection.</param>
/// <param name="IsTransient">True when the same fetch may succeed later.</param>
internal sealed record RemoteFailure(string Reason, string Code, bool IsTransient = false)
{
    public static RemoteFailure Uri { get; } = Refused("uri");

    public static RemoteFailure Scheme { get; } = Refused("scheme");

    public static RemoteFailure UserInfo { get; } = Refused("user_info");

    public static RemoteFailure Port { get; } = Refused("port");

    public static RemoteFailure Downgrade { get; } = Refused("downgrade");

    /// <summary>
    /// The host does not exist. Has the same code as <see cref="AddressNotPublic"/>, because otherwise the error would reveal
    /// which internal names exist.
    /// </summary>
    public static RemoteFailure NoAddress { get; } = Refused("no_address");

    public static RemoteFailure AddressNotPublic { get; } = Refused("address_not_public");

    public static RemoteFailure PeerChanged { get; } = Refused("peer_changed");

    public static RemoteFailure Redirects { get; } = Refused("redirects");

    public static RemoteFailure RedirectTarget { get; } = Refused("redirect_target");

    public static RemoteFailure ContentEncoding { get; } = Refused("content_encoding");

    public static RemoteFailure ContentLength { get; } = Refused("content_length");

    public static RemoteFailure TransferEncoding { get; } = Refused("transfer_encoding");

    public static RemoteFailure NoLength { get; } = Refused("no_length");

    public static RemoteFailure BadHttp { get; } = Refused("bad_http");

    public static RemoteFailure TooLarge { get; } = new("too_large", RejectionCode.TooLarge);

    public static RemoteFailure Resolver { get; } = Unavailable("resolver", isTransient: true);

    public static RemoteFailure Unreachable { get; } = Unavailable("unreachable", isTransient: true);

    public static RemoteFailure IdleTime { get; } = Unavailable("idle_time", isTransient: true);

    public static RemoteFailure TotalTime { get; } = Unavailable("total_time", isTransient: true);

    public static RemoteFailure EndedEarly { get; } = Unavailable("ended_early", isTransient: true);

    private static RemoteFailure Status { get; } = Unavailable("status", isTransient: false);

    private static RemoteFailure ServerBusy { get; } = Unavailable("server_busy", isTransient: true);

    public static RemoteFailure FromStatus(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
            ? ServerBusy
            : Status;

    /// <summary>Translates an exception of the transport; returns null for other exceptions.</summary>
    public static RemoteFailure? FromException(Exception exception, RemoteDeadline deadline) => exception switch
    {
        RemoteFailureException known => known.Failure,
        HttpRequestException { InnerException: RemoteFailureException known } => known.Failure,
        OperationCanceledException or HttpRequestException or IOException when deadline.HasPassed =>
            deadline.TotalHasPassed ? TotalTime : IdleTime,
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => BadHttp,
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => BadHttp,
        HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } => BadHttp,
        HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => EndedEarly,
        HttpRequestException or IOException or OperationCanceledException => Unreachable,
        _ => null,
    };

    public MediaRejectedException ToRejection(long maxBytes) =>
        new(Code, Code switch
        {
            RejectionCode.TooLarge => $"The remote content has more than {maxBytes} bytes.",
            RejectionCode.RemoteUnavailable => "The remote server did not respond in time, or responded with an error.",
            _ => "The remote address is not allowed, or its response is not one complete, unencoded body.",
        }) { IsTransient = IsTransient };

    private static RemoteFailure Refused(string reason) => new(reason, RejectionCode.RemoteRefused);

    private static RemoteFailure Unavailable(string reason, bool isTransient) => new(reason, RejectionCode.RemoteUnavailable, isTransient);
}
