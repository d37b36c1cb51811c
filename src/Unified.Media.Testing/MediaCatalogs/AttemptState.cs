namespace Unified.Media.Testing;

/// <summary>The states of an attempt in which tests begin.</summary>
public enum AttemptState
{
    /// <summary>The id was never reserved.</summary>
    Absent,

    /// <summary>Reserved with a valid lease.</summary>
    Pending,

    /// <summary>Reserved with an expired lease that the janitor has not claimed.</summary>
    LeaseExpired,

    /// <summary>Published.</summary>
    Ready,

    /// <summary>Abandoned by the upload; its object still exists.</summary>
    Abandoned,

    /// <summary>Claimed by the janitor after the lease expired; its object still exists.</summary>
    ExpiredAndClaimed,

    /// <summary>Published, then marked as deleted; its object still exists.</summary>
    Deleted,

    /// <summary>Marked as deleted before it was published; its object still exists.</summary>
    DeletedUnpublished,

    /// <summary>Published, then deleted together with its object. A tombstone remains.</summary>
    Gone,

    /// <summary>Abandoned, then deleted together with its object. A tombstone remains.</summary>
    AbandonedAndGone,

    /// <summary>Deleted together with its object and its tombstone.</summary>
    Purged,
}
