namespace Unified.Media.Drivers;

/// <summary>Options of a put.</summary>
public sealed record PutOptions
{
    /// <summary>The content type of the object, such as <c>image/png</c>.</summary>
    public required string ContentType { get; init; }

    /// <summary>The behavior when the key already has an object; fails by default.</summary>
    public PutMode Mode { get; init; }
}
