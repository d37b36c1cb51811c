namespace Unified.Media.Drivers;

/// <summary>A request to make an item visible.</summary>
public sealed record PublishRequest
{
    /// <summary>The attempt whose object is complete.</summary>
    public required Reservation Reservation { get; init; }

    /// <summary>The item, with the id and location of the reservation. The user owns it.</summary>
    public required MediaItem Item { get; init; }

    /// <summary>
    /// SHA-256 of the received bytes, kept in the ledger row for repeated requests; null without an idempotency key.
    /// </summary>
    public string? ReceivedSha256 { get; init; }
}
