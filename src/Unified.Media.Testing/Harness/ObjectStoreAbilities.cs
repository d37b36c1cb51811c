namespace Unified.Media.Testing;

/// <summary>What an object store can do beyond the minimum. A suite skips, visibly, what a store does not claim.</summary>
[Flags]
public enum ObjectStoreAbilities
{
    /// <summary>Nothing but the minimum.</summary>
    None = 0,

    /// <summary>Of several creations of one key at once exactly one succeeds.</summary>
    AtomicCreate = 1,

    /// <summary>It enumerates objects: <see cref="Drivers.IObjectListing"/>.</summary>
    Listing = 2,

    /// <summary>It signs addresses that expire: <see cref="Drivers.IObjectUrls"/>.</summary>
    SignedUrls = 4,

    /// <summary>It has public buckets: <see cref="ObjectStoreHarness.PublicBucket"/>.</summary>
    PublicUrls = 8,

    /// <summary>It keeps any content type; stores without this may derive it from the key's extension.</summary>
    KeepsContentType = 16,

    /// <summary>It gives ETags.</summary>
    ETags = 32,

    /// <summary>Two instances can work on the same storage: <see cref="ObjectStoreHarness.CreateSecondAsync"/>.</summary>
    Sharing = 64,

    /// <summary>It deletes many objects with one call: <see cref="Drivers.IObjectBatchDelete"/>.</summary>
    BatchDelete = 128,
}
