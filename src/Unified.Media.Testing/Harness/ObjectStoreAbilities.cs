namespace Unified.Media.Testing;

/// <summary>Optional abilities of an object store. A suite skips the tests of abilities that the harness does not declare.</summary>
[Flags]
public enum ObjectStoreAbilities
{
    /// <summary>No optional ability.</summary>
    None = 0,

    /// <summary>Of several concurrent puts with <c>PutMode.CreateNew</c> under one key, exactly one succeeds.</summary>
    AtomicCreate = 1,

    /// <summary>Lists objects: <see cref="Drivers.IObjectListing"/>.</summary>
    Listing = 2,

    /// <summary>Signs URLs that expire: <see cref="Drivers.IObjectUrls"/>.</summary>
    SignedUrls = 4,

    /// <summary>Has public buckets: <see cref="ObjectStoreHarness.PublicBucket"/>.</summary>
    PublicUrls = 8,

    /// <summary>Stores any content type. A store without this ability may derive the content type from the extension of the key.</summary>
    KeepsContentType = 16,

    /// <summary>Returns ETags.</summary>
    ETags = 32,

    /// <summary>Supports two instances over the same storage: <see cref="ObjectStoreHarness.CreateSecondInstanceAsync"/>.</summary>
    SecondInstance = 64,

    /// <summary>Deletes many objects per call: <see cref="Drivers.IObjectBatchDelete"/>.</summary>
    BatchDelete = 128,
}
