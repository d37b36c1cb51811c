namespace Unified.Media;

/// <summary>
/// The request or its content breaks one or more rules, which <see cref="Reasons"/> lists. Nothing was stored or changed. HTTP status:
/// 400, 413 or 415.
/// </summary>
public sealed class MediaRejectedException : MediaException
{
    /// <summary>Creates a rejection with one or more reasons.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no reason.</exception>
    public MediaRejectedException(IReadOnlyList<RejectionReason> reasons)
        : this(reasons, null)
    {
    }

    /// <summary>Creates a rejection with one reason.</summary>
    /// <param name="reasonCode">A code from <see cref="RejectionCode"/>.</param>
    /// <param name="message">A human-readable sentence that states the broken rule.</param>
    /// <param name="innerException">The exception that caused the rejection; null when there is none.</param>
    public MediaRejectedException(string reasonCode, string message, Exception? innerException = null)
        : this([new RejectionReason(reasonCode, message)], innerException)
    {
    }

    private MediaRejectedException(IReadOnlyList<RejectionReason> reasons, Exception? innerException)
        : base(MediaErrorCode.Rejected, Describe(reasons), innerException) => Reasons = reasons;

    /// <summary>The broken rules; at least one.</summary>
    public IReadOnlyList<RejectionReason> Reasons { get; }

    private static string Describe(IReadOnlyList<RejectionReason> reasons)
    {
        ArgumentNullException.ThrowIfNull(reasons);
        ArgumentOutOfRangeException.ThrowIfZero(reasons.Count, nameof(reasons));
        return reasons.Count == 1
            ? reasons[0].Message
            : $"{reasons.Count} rules are broken: {string.Join(' ', reasons.Select(reason => reason.Message))}";
    }
}
