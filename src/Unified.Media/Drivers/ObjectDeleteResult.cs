namespace Unified.Media.Drivers;

/// <summary>The result of deleting one object of a batch.</summary>
public sealed record ObjectDeleteResult
{
    /// <summary>The object.</summary>
    public required ObjectLocation Location { get; init; }

    /// <summary>The error; null when the object is gone.</summary>
    public MediaException? Error { get; init; }

    /// <summary>True when the object is deleted or was absent.</summary>
    public bool IsGone => Error is null;
}
