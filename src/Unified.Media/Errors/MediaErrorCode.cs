namespace Unified.Media;

/// <summary>The stable codes of <see cref="MediaException"/>: snake_case, never renamed. Drivers may add codes of their own.</summary>
public static class MediaErrorCode
{
    /// <summary>The request or its content breaks one or more rules: <see cref="MediaRejectedException.Reasons"/>.</summary>
    public const string Rejected = "rejected";

    /// <summary>The user has no such item.</summary>
    public const string NotFound = "not_found";

    /// <summary>The id or object key is already in use, or the item is not in the state that the call needs.</summary>
    public const string Conflict = "conflict";

    /// <summary>The idempotency key was used for another request.</summary>
    public const string IdempotencyMismatch = "idempotency_mismatch";

    /// <summary>The item of this idempotency key has been deleted.</summary>
    public const string IdempotencyGone = "idempotency_gone";

    /// <summary>Another upload with the same idempotency key, or a change of the same item, is in progress. Transient.</summary>
    public const string Busy = "busy";

    /// <summary>The user is not allowed to make the call.</summary>
    public const string AccessDenied = "access_denied";

    /// <summary>The user has no owner in the catalog.</summary>
    public const string OwnerUnknown = "owner_unknown";

    /// <summary>The user has more than one owner in the catalog.</summary>
    public const string OwnerAmbiguous = "owner_ambiguous";

    /// <summary>The object store cannot store an object under this key.</summary>
    public const string InvalidKey = "invalid_key";

    /// <summary>The provider failed or refused the application's credentials.</summary>
    public const string ProviderFailed = "provider_failed";

    /// <summary>
    /// The outcome is unknown: the call may or may not have taken effect. Nothing was undone. Retry with the same idempotency key.
    /// </summary>
    public const string OutcomeUnknown = "outcome_unknown";

    /// <summary>The catalog names an object that the store does not have.</summary>
    public const string ObjectMissing = "object_missing";

    /// <summary>The driver lacks the ability that the call needs.</summary>
    public const string NotSupported = "not_supported";

    /// <summary>A private item would be stored in a public bucket.</summary>
    public const string BucketIsPublic = "bucket_is_public";

    /// <summary>A sweep would delete more objects than it may without a confirmation. Nothing was deleted.</summary>
    public const string SweepTooLarge = "sweep_too_large";

    /// <summary>A bucket carries the mark of another catalog, so it is not swept.</summary>
    public const string ForeignBucket = "foreign_bucket";
}
