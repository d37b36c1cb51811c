namespace Unified.Media.Testing;

/// <summary>The states of an attempt from which tests start.</summary>
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

    /// <summary>Abandoned by its writer; the object is not deleted yet.</summary>
    Abandoned,

    /// <summary>Claimed by the janitor after the lease expired; the object is not deleted yet.</summary>
    ExpiredAndClaimed,

    /// <summary>Published, then deleted; the object is not deleted yet.</summary>
    Deleted,

    /// <summary>Deleted before it was published; the object is not deleted yet.</summary>
    DeletedUnpublished,

    /// <summary>Published and deleted with its object: a tombstone.</summary>
    Gone,

    /// <summary>Abandoned and deleted with its object: a tombstone.</summary>
    AbandonedAndGone,

    /// <summary>Deleted, and its tombstone removed.</summary>
    Purged,
}
