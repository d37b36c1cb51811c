using System.Net;

namespace Unified.Media;

/// <summary>
/// Why a fetch ended. <paramref name="Word"/> goes to the log only: callers who choose the URL must not learn from the answer what is
/// reachable from here, so they get one message per code.
/// </summary>
internal sealed record RemoteFault(string Word, string Code, bool IsTransient = false)
{
    public static RemoteFault Uri { get; } = Refused("uri");

    public static RemoteFault Scheme { get; } = Refused("scheme");

    public static RemoteFault UserInfo { get; } = Refused("user_info");

    public static RemoteFault Port { get; } = Refused("port");

    public static RemoteFault Downgrade { get; } = Refused("downgrade");

    /// <summary>Same code as <see cref="AddressNotPublic"/>: otherwise the answer would tell which internal names exist.</summary>
    public static RemoteFault NoAddress { get; } = Refused("no_address");

    public static RemoteFault AddressNotPublic { get; } = Refused("address_not_public");

    public static RemoteFault PeerChanged { get; } = Refused("peer_changed");

    public static RemoteFault Redirects { get; } = Refused("redirects");

    public static RemoteFault RedirectTarget { get; } = Refused("redirect_target");

    public static RemoteFault ContentEncoding { get; } = Refused("content_encoding");

    public static RemoteFault ContentLength { get; } = Refused("content_length");

    public static RemoteFault TransferEncoding { get; } = Refused("transfer_encoding");

    public static RemoteFault NoLength { get; } = Refused("no_length");

    public static RemoteFault BadHttp { get; } = Refused("bad_http");

    public static RemoteFault TooLarge { get; } = new("too_large", RejectionCode.TooLarge);

    public static RemoteFault Resolver { get; } = Unavailable("resolver", isTransient: true);

    public static RemoteFault Unreachable { get; } = Unavailable("unreachable", isTransient: true);

    public static RemoteFault IdleTime { get; } = Unavailable("idle_time", isTransient: true);

    public static RemoteFault TotalTime { get; } = Unavailable("total_time", isTransient: true);

    public static RemoteFault EndedEarly { get; } = Unavailable("ended_early", isTransient: true);

    private static RemoteFault Status { get; } = Unavailable("status", isTransient: false);

    private static RemoteFault ServerBusy { get; } = Unavailable("server_busy", isTransient: true);

    public static RemoteFault OfStatus(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
            ? ServerBusy
            : Status;

    /// <summary>What an exception of the transport means; null when it is not the remote side's doing.</summary>
    public static RemoteFault? Of(Exception exception, RemoteDeadline deadline) => exception switch
    {
        RemoteFaultException known => known.Fault,
        HttpRequestException { InnerException: RemoteFaultException known } => known.Fault,
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
            RejectionCode.TooLarge => $"The remote source has more than {maxBytes} bytes.",
            RejectionCode.RemoteUnavailable => "The remote source did not answer as expected or in time.",
            _ => "The remote source was refused.",
        }) { IsTransient = IsTransient };

    private static RemoteFault Refused(string word) => new(word, RejectionCode.RemoteRefused);

    private static RemoteFault Unavailable(string word, bool isTransient) => new(word, RejectionCode.RemoteUnavailable, isTransient);
}
