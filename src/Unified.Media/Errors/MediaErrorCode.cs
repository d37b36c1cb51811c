namespace Unified.Media;

/// <summary>The stable codes of <see cref="MediaException"/>: snake_case, never renamed. Drivers may add their own.</summary>
public static class MediaErrorCode
{
    /// <summary>The request or its content breaks one or more rules: <see cref="MediaRejectedException.Reasons"/>.</summary>
    public const string Rejected = "rejected";

    /// <summary>There is no such item for this user.</summary>
    public const string NotFound = "not_found";

    /// <summary>The id, key or state is already taken.</summary>
    public const string Conflict = "conflict";

    /// <summary>The idempotency key was used for another request.</summary>
    public const string IdempotencyMismatch = "idempotency_mismatch";

    /// <summary>The item that this idempotency key made has been deleted.</summary>
    public const string IdempotencyGone = "idempotency_gone";

    /// <summary>Another attempt with the same idempotency key is still under way.</summary>
    public const string Busy = "busy";

    /// <summary>This user may not do that.</summary>
    public const string AccessDenied = "access_denied";

    /// <summary>The user has no owner in the catalog.</summary>
    public const string OwnerUnknown = "owner_unknown";

    /// <summary>The user has more than one owner in the catalog.</summary>
    public const string OwnerAmbiguous = "owner_ambiguous";

    /// <summary>The object store cannot hold an object under this key.</summary>
    public const string InvalidKey = "invalid_key";

    /// <summary>The provider failed or refused our credentials.</summary>
    public const string ProviderFailed = "provider_failed";

    /// <summary>
    /// The provider did not say whether the call took effect. Nothing was undone; the same call may be repeated with its idempotency key.
    /// </summary>
    public const string OutcomeUnknown = "outcome_unknown";

    /// <summary>The catalog names an object that the store does not have.</summary>
    public const string ObjectMissing = "object_missing";

    /// <summary>The driver does not have the ability that the call needs.</summary>
    public const string NotSupported = "not_supported";

    /// <summary>A private item would be kept in a bucket that everybody can read.</summary>
    public const string BucketIsPublic = "bucket_is_public";

    /// <summary>A sweep would erase so much that it was refused; it can be confirmed.</summary>
    public const string SweepTooLarge = "sweep_too_large";

    /// <summary>A bucket carries the mark of another catalog, and is not swept.</summary>
    public const string ForeignBucket = "foreign_bucket";
}
