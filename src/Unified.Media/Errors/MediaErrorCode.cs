namespace Unified.Media;

/// <summary>
/// The stable values of <see cref="MediaException.Code"/>, in snake_case. They are never renamed. Drivers may add codes of their own.
/// </summary>
public static class MediaErrorCode
{
    /// <summary>The request or its content breaks one or more rules, which <see cref="MediaRejectedException.Reasons"/> lists.</summary>
    public const string Rejected = "rejected";

    /// <summary>The item or object does not exist. Calls that return null or false in this case do not throw this error.</summary>
    public const string NotFound = "not_found";

    /// <summary>The id or the object key is already in use, or the item is not in the state that the call needs.</summary>
    public const string Conflict = "conflict";

    /// <summary>The idempotency key was used for a request with other fields or other content.</summary>
    public const string IdempotencyMismatch = "idempotency_mismatch";

    /// <summary>The item of this idempotency key has been deleted.</summary>
    public const string IdempotencyGone = "idempotency_gone";

    /// <summary>Another upload with the same idempotency key, or a change of the same item, is in progress. Transient.</summary>
    public const string Busy = "busy";

    /// <summary>The user is not allowed to make the call.</summary>
    public const string AccessDenied = "access_denied";

    /// <summary>The catalog has no owner for the user: for example, the database has no row for the user's login.</summary>
    public const string OwnerUnknown = "owner_unknown";

    /// <summary>The catalog has more than one owner for the user.</summary>
    public const string OwnerAmbiguous = "owner_ambiguous";

    /// <summary>The object store cannot store an object under this key.</summary>
    public const string InvalidKey = "invalid_key";

    /// <summary>The provider failed or refused the application's credentials.</summary>
    public const string ProviderFailed = "provider_failed";

    /// <summary>
    /// The outcome is unknown: the call may or may not have taken effect. Nothing was undone. Retry with the same idempotency key.
    /// </summary>
    public const string OutcomeUnknown = "outcome_unknown";

    /// <summary>The catalog has an item whose object is missing in the object store.</summary>
    public const string ObjectMissing = "object_missing";

    /// <summary>The driver does not support the call.</summary>
    public const string NotSupported = "not_supported";

    /// <summary>A private item would be stored in a public bucket. Nothing was stored or changed.</summary>
    public const string BucketIsPublic = "bucket_is_public";

    /// <summary>A sweep would delete so many objects that it needs a confirmation. Nothing was deleted.</summary>
    public const string SweepTooLarge = "sweep_too_large";

    /// <summary>A bucket has the marker of another catalog. Nothing was deleted.</summary>
    public const string ForeignBucket = "foreign_bucket";
}
