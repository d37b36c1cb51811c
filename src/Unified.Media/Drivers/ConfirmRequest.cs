namespace Unified.Media.Drivers;

/// <summary>A report that the object of a derived role is complete.</summary>
public sealed record ConfirmRequest
{
    /// <summary>The attempt whose object is complete.</summary>
    public required Reservation Reservation { get; init; }

    /// <summary>The content type of the object.</summary>
    public required string ContentType { get; init; }

    /// <summary>The size of the object in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>SHA-256 of the object in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }
}
