namespace Unified.Media.Drivers;

/// <summary>The result for one object of a batch that was to be deleted.</summary>
public sealed record ObjectDeleteResult
{
    /// <summary>The object.</summary>
    public required ObjectLocation Location { get; init; }

    /// <summary>The reason why the object may still be there; null when it is gone.</summary>
    public MediaException? Error { get; init; }

    /// <summary>True when the object is gone, whether it was there before or not.</summary>
    public bool IsGone => Error is null;
}
