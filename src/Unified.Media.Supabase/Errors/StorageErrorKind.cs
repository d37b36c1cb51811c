namespace Unified.Media.Supabase;

/// <summary>The kinds of errors of Storage that the library distinguishes.</summary>
internal enum StorageErrorKind
{
    /// <summary>Any other error.</summary>
    Other,

    /// <summary>The object does not exist, or a policy hides it.</summary>
    ObjectNotFound,

    /// <summary>The bucket does not exist.</summary>
    BucketNotFound,

    /// <summary>The object or the bucket exists already, or the offset of a chunk differs from the offset of the server.</summary>
    Conflict,

    /// <summary>A policy denies the call, or the token is invalid or expired.</summary>
    AccessDenied,

    /// <summary>The content has more bytes than the bucket or the server allows.</summary>
    TooLarge,

    /// <summary>The bucket does not allow the content type.</summary>
    TypeNotAllowed,

    /// <summary>The key or the name of the bucket is invalid.</summary>
    InvalidKey,

    /// <summary>The range begins after the end of the object, or the object is empty.</summary>
    RangeNotSatisfiable,

    /// <summary>The session of a resumable upload has ended.</summary>
    Gone,

    /// <summary>The route does not exist: the server is not Storage, or Storage has another base path.</summary>
    RouteNotFound,

    /// <summary>The server is overloaded, failed or unreachable.</summary>
    Unavailable,
}
