namespace Unified.Media;

/// <summary>What became of one item of a bulk operation.</summary>
public enum BulkOutcome
{
    /// <summary>Changed or deleted.</summary>
    Done,

    /// <summary>There is no such item for this user.</summary>
    NotFound,

    /// <summary>The operation failed for this item; the others go on.</summary>
    Failed,
}
