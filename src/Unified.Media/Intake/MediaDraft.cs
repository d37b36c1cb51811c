using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>A new item before its object is stored. Its fields and its content have passed every rule.</summary>
internal sealed record MediaDraft
{
    public required MediaId Id { get; init; }

    public required ObjectLayout Layout { get; init; }

    public required ContentProperties Properties { get; init; }

    public required SourceType SourceType { get; init; }

    public required Visibility Visibility { get; init; }

    public required MediaMetadata Metadata { get; init; }

    public string? EnhancementType { get; init; }

    public string? OriginalMediaId { get; init; }

    public string? IdempotencyKey { get; init; }

    /// <summary>The hash of the operation and its fields; null without an idempotency key.</summary>
    public string? Fingerprint { get; init; }

    public MediaItem ToItem(MediaUser user, Reservation reservation, long sizeBytes, string sha256, TimeProvider time)
    {
        var now = Microseconds.Truncate(time.GetUtcNow());
        return new()
        {
            Id = reservation.Id,
            Owner = user.Id!.Value,
            Kind = Properties.Format.Kind,
            SourceType = SourceType,
            EnhancementType = EnhancementType,
            OriginalMediaId = OriginalMediaId,
            Visibility = Visibility,
            ContentType = Properties.Format.ContentType,
            SizeBytes = sizeBytes,
            Sha256 = sha256,
            Width = Properties.Width,
            Height = Properties.Height,
            Duration = Properties.Duration is { } duration ? Microseconds.Truncate(duration) : null,
            CreatedAt = now,
            UpdatedAt = now,
            Location = reservation.Location,
            Metadata = Metadata,
        };
    }
}
