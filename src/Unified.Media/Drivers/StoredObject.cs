namespace Unified.Media.Drivers;

/// <summary>What a store says about an object.</summary>
public sealed record StoredObject
{
    /// <summary>Where it is.</summary>
    public required ObjectLocation Location { get; init; }

    /// <summary>How many bytes it has.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Its content type; null where the store keeps none.</summary>
    public string? ContentType { get; init; }

    /// <summary>Its version as HTTP writes it, with quotes; changes with the content; null where the store has none.</summary>
    public string? ETag { get; init; }

    /// <summary>SHA-256 of the bytes, 64 lower-case hexadecimal digits; null where the store does not know it.</summary>
    public string? Sha256 { get; init; }

    /// <summary>When it was stored; null where the store does not know it.</summary>
    public DateTimeOffset? LastModified { get; init; }
}
