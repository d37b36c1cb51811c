namespace Unified.Media.Drivers;

/// <summary>The properties of a stored object.</summary>
public sealed record StoredObject
{
    /// <summary>The location.</summary>
    public required ObjectLocation Location { get; init; }

    /// <summary>The size in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>The content type; null when the store does not record one.</summary>
    public string? ContentType { get; init; }

    /// <summary>
    /// The entity tag in HTTP syntax, with quotes; null when the store has no entity tags. It changes whenever the content changes.
    /// </summary>
    public string? ETag { get; init; }

    /// <summary>SHA-256 of the bytes, 64 lower-case hexadecimal digits; null when the store does not know it.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The time of the last put; null when the store does not know it.</summary>
    public DateTimeOffset? LastModified { get; init; }
}
