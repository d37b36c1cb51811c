namespace Unified.Media.Testing;

/// <summary>Where an attempt can have come to, for tests that begin in each state.</summary>
public enum CatalogState
{
    /// <summary>There was never such an id.</summary>
    Absent,

    /// <summary>Reserved, and the lease is alive.</summary>
    Pending,

    /// <summary>Reserved, the lease is over, and nobody has judged that yet.</summary>
    Overdue,

    /// <summary>Published.</summary>
    Ready,

    /// <summary>Given up by its writer; to be erased.</summary>
    Abandoned,

    /// <summary>Judged expired by the janitor; to be erased.</summary>
    Expired,

    /// <summary>Published, then deleted; to be erased.</summary>
    Deleted,

    /// <summary>Reserved, then deleted before it was published; to be erased.</summary>
    DeletedUnpublished,

    /// <summary>Published, deleted, erased: a tombstone.</summary>
    Gone,

    /// <summary>Given up and erased: a tombstone.</summary>
    AbandonedAndGone,

    /// <summary>Published, deleted, erased, and its tombstone removed.</summary>
    Purged,
}
