namespace Unified.Media.Drivers;

/// <summary>The result of a reservation.</summary>
public sealed record ReserveResult
{
    /// <summary>The outcome.</summary>
    public required ReserveStatus Status { get; init; }

    /// <summary>The attempt; null unless the status is <see cref="ReserveStatus.Granted"/>.</summary>
    public Reservation? Reservation { get; init; }

    /// <summary>The existing item of the idempotency key; null unless the status is <see cref="ReserveStatus.Replayed"/>.</summary>
    public MediaItem? Item { get; init; }

    /// <summary>SHA-256 of the bytes received for <see cref="Item"/>, before metadata was removed.</summary>
    public string? ReceivedSha256 { get; init; }
}
