namespace Unified.Media.Drivers;

/// <summary>The outcome of a reservation.</summary>
public enum ReserveStatus
{
    /// <summary>
    /// A new attempt was created: <see cref="ReserveResult.Reservation"/>. If earlier attempts of the idempotency key or of the role were
    /// abandoned, expired or replaced, it is the next attempt of the same item. The key of a failed upload can be used for another attempt.
    /// </summary>
    Granted,

    /// <summary>The idempotency key already has an item: <see cref="ReserveResult.Item"/> and <see cref="ReserveResult.ReceivedSha256"/>.</summary>
    Replayed,

    /// <summary>Another attempt of the idempotency key or of the role is in progress, and <see cref="ReserveRequest.TakeOver"/> was false.</summary>
    Busy,

    /// <summary>The idempotency key was used with another fingerprint.</summary>
    Mismatch,

    /// <summary>The item of the idempotency key was deleted, and its tombstones are not purged yet.</summary>
    Gone,
}
