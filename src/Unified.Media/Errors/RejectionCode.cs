namespace Unified.Media;

/// <summary>The stable values of <see cref="RejectionReason.Code"/>, in snake_case. They are never renamed.</summary>
public static class RejectionCode
{
    /// <summary>The content has no bytes.</summary>
    public const string Empty = "empty";

    /// <summary>The content does not begin with the signature of a supported format.</summary>
    public const string Unrecognised = "unrecognised";

    /// <summary>The content has a known signature but ends too early.</summary>
    public const string Truncated = "truncated";

    /// <summary>The content violates the specification of its format.</summary>
    public const string Malformed = "malformed";

    /// <summary>The format is supported, but its content type is not allowed.</summary>
    public const string TypeNotAllowed = "type_not_allowed";

    /// <summary>The content is a video where an image was expected, or the reverse.</summary>
    public const string KindMismatch = "kind_mismatch";

    /// <summary>The content has more bytes than allowed.</summary>
    public const string TooLarge = "too_large";

    /// <summary>The content has more pixels than allowed, in total or on one side.</summary>
    public const string TooManyPixels = "too_many_pixels";

    /// <summary>The content has more frames than allowed.</summary>
    public const string TooManyFrames = "too_many_frames";

    /// <summary>The content has a longer duration than allowed.</summary>
    public const string TooLong = "too_long";

    /// <summary>The content had fewer or more bytes than declared, or changed while it was read.</summary>
    public const string LengthMismatch = "length_mismatch";

    /// <summary>A field, filter or option of the request breaks a rule; <see cref="RejectionReason.Field"/> has its name.</summary>
    public const string InvalidField = "invalid_field";

    /// <summary>The cursor was altered, or belongs to another query, owner or order.</summary>
    public const string InvalidCursor = "invalid_cursor";

    /// <summary>The remote address is not allowed, or its response is not one complete, unencoded body.</summary>
    public const string RemoteRefused = "remote_refused";

    /// <summary>The remote server did not respond in time, or responded with a status other than 200.</summary>
    public const string RemoteUnavailable = "remote_unavailable";
}
