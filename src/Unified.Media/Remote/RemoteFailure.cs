using System.Net;

namespace Unified.Media;

/// <summary>
/// The reason why a fetch failed. The reason is only written to the log, and all failures with the same code have the same error message: a user who
/// chooses the URL must not learn which internal addresses are reachable.
/// </summary>
/// <param name="Reason">The reason for the log.</param>
/// <param name="Code">The code of the rejection.</param>
/// <param name="IsTransient">True when the same fetch may succeed later.</param>
internal sealed record RemoteFailure(string Reason, string Code, bool IsTransient = false)
{
    public static RemoteFailure InvalidUri { get; } = Refused("uri");

    public static RemoteFailure SchemeNotAllowed { get; } = Refused("scheme");

    public static RemoteFailure UserInfoNotAllowed { get; } = Refused("user_info");

    public static RemoteFailure PortNotAllowed { get; } = Refused("port");

    /// <summary>A redirect leads from https to http.</summary>
    public static RemoteFailure Downgrade { get; } = Refused("downgrade");

    /// <summary>
    /// The host does not exist. Has the same code as <see cref="AddressNotPublic"/>, because otherwise the error would reveal
    /// which internal names exist.
    /// </summary>
    public static RemoteFailure NoAddress { get; } = Refused("no_address");

    public static RemoteFailure AddressNotPublic { get; } = Refused("address_not_public");

    /// <summary>The remote address of the open connection is not the address that was validated.</summary>
    public static RemoteFailure PeerChanged { get; } = Refused("peer_changed");

    public static RemoteFailure TooManyRedirects { get; } = Refused("redirects");

    public static RemoteFailure InvalidRedirectTarget { get; } = Refused("redirect_target");

    public static RemoteFailure EncodedContent { get; } = Refused("content_encoding");

    public static RemoteFailure InvalidContentLength { get; } = Refused("content_length");

    public static RemoteFailure InvalidTransferEncoding { get; } = Refused("transfer_encoding");

    public static RemoteFailure MissingLength { get; } = Refused("no_length");

    public static RemoteFailure InvalidResponse { get; } = Refused("bad_http");

    public static RemoteFailure TooLarge { get; } = new("too_large", RejectionCode.TooLarge);

    public static RemoteFailure ResolverFailed { get; } = Unavailable("resolver", isTransient: true);

    public static RemoteFailure Unreachable { get; } = Unavailable("unreachable", isTransient: true);

    public static RemoteFailure IdleTimeout { get; } = Unavailable("idle_time", isTransient: true);

    public static RemoteFailure TotalTimeout { get; } = Unavailable("total_time", isTransient: true);

    /// <summary>The body ended before it was complete.</summary>
    public static RemoteFailure EndedEarly { get; } = Unavailable("ended_early", isTransient: true);

    private static RemoteFailure UnexpectedStatus { get; } = Unavailable("status", isTransient: false);

    private static RemoteFailure ServerBusy { get; } = Unavailable("server_busy", isTransient: true);

    public static RemoteFailure FromStatus(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
            ? ServerBusy
            : UnexpectedStatus;

    /// <summary>Translates an exception of the transport; returns null for other exceptions.</summary>
    public static RemoteFailure? FromException(Exception exception, RemoteDeadline deadline) => exception switch
    {
        RemoteFailureException known => known.Failure,
        HttpRequestException { InnerException: RemoteFailureException known } => known.Failure,
        OperationCanceledException or HttpRequestException or IOException when deadline.HasPassed =>
            deadline.TotalHasPassed ? TotalTimeout : IdleTimeout,
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => InvalidResponse,
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => InvalidResponse,
        HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } => InvalidResponse,
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
