namespace Unified.Media.Drivers;

/// <summary>Asks to make an item visible.</summary>
/// <param name="Reservation">The attempt whose object is complete.</param>
/// <param name="Item">The item, with the reservation's id and location. Its owner is the user's.</param>
/// <param name="ReceivedSha256">
/// SHA-256 of the bytes that were received, to be kept with the ledger row for replays; null without an idempotency key.
/// </param>
public sealed record PublishRequest(Reservation Reservation, MediaItem Item, string? ReceivedSha256);
