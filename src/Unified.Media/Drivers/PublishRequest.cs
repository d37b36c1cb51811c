namespace Unified.Media.Drivers;

/// <summary>A request to create an item whose object is complete.</summary>
public sealed record PublishRequest
{
    /// <summary>The attempt whose object is complete.</summary>
    public required Reservation Reservation { get; init; }

    /// <summary>The item to create. It has the id and the location of the reservation, and the user is its owner.</summary>
    public required MediaItem Item { get; init; }

    /// <summary>
    /// SHA-256 of the received bytes. The ledger row stores it, to compare the bytes of a repeated request; null without an idempotency key.
    /// </summary>
    public string? ReceivedSha256 { get; init; }
}
