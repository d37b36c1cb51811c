namespace Unified.Media.Drivers;

/// <summary>Reports that the object of an attempt is complete, in a role other than the original's.</summary>
public sealed record ConfirmRequest
{
    /// <summary>The attempt.</summary>
    public required Reservation Reservation { get; init; }

    /// <summary>The content type of the object.</summary>
    public required string ContentType { get; init; }

    /// <summary>The size of the object in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>SHA-256 of the object in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }
}
