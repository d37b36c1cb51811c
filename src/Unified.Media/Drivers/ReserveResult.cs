namespace Unified.Media.Drivers;

/// <summary>The answer to a reservation.</summary>
/// <param name="Status">What became of it.</param>
public sealed record ReserveResult(ReserveStatus Status)
{
    /// <summary>The attempt; set exactly when <see cref="ReserveStatus.Granted"/>.</summary>
    public Reservation? Reservation { get; init; }

    /// <summary>The item that the key made before; set exactly when <see cref="ReserveStatus.Replayed"/>.</summary>
    public MediaItem? Item { get; init; }

    /// <summary>SHA-256 of the bytes that were received for <see cref="Item"/>, before anything was stripped.</summary>
    public string? ReceivedSha256 { get; init; }
}
