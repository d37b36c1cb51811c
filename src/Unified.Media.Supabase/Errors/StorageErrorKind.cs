namespace Unified.Media.Supabase;

/// <summary>The kinds of errors that the library acts on.</summary>
internal enum StorageErrorKind
{
    /// <summary>Something else.</summary>
    Other,

    /// <summary>There is no such object, or a policy hides it.</summary>
    NoObject,

    /// <summary>There is no such bucket.</summary>
    NoBucket,

    /// <summary>The key is taken, or an upload's offset is another.</summary>
    Conflict,

    /// <summary>A policy refuses, or the token is not valid.</summary>
    Refused,

    /// <summary>More bytes than the bucket or the server takes.</summary>
    TooLarge,

    /// <summary>A content type that the bucket does not take.</summary>
    TypeNotAllowed,

    /// <summary>The key or the name of the bucket is not valid.</summary>
    InvalidKey,

    /// <summary>The range begins after the end, or the object is empty.</summary>
    BeyondEnd,

    /// <summary>An upload's session is over.</summary>
    Gone,

    /// <summary>There is no such route: something else than Storage answers, or Storage at another path.</summary>
    NoRoute,

    /// <summary>The server is overloaded, broken or not there.</summary>
    Unavailable,
}
