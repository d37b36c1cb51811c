namespace Unified.Media;

/// <summary>The stable codes of <see cref="RejectionReason"/>: snake_case, never renamed.</summary>
public static class RejectionCode
{
    /// <summary>There is no content, or it has no bytes.</summary>
    public const string Empty = "empty";

    /// <summary>No supported format has this signature.</summary>
    public const string Unrecognised = "unrecognised";

    /// <summary>The content has a known signature but ends too early.</summary>
    public const string Truncated = "truncated";

    /// <summary>The content contradicts its own format.</summary>
    public const string Malformed = "malformed";

    /// <summary>The format is known but not among the allowed content types.</summary>
    public const string TypeNotAllowed = "type_not_allowed";

    /// <summary>A video where an image was expected, or the reverse.</summary>
    public const string KindMismatch = "kind_mismatch";

    /// <summary>More bytes than allowed.</summary>
    public const string TooLarge = "too_large";

    /// <summary>More pixels than allowed, in all or on one side.</summary>
    public const string TooManyPixels = "too_many_pixels";

    /// <summary>More frames than allowed.</summary>
    public const string TooManyFrames = "too_many_frames";

    /// <summary>Plays longer than allowed.</summary>
    public const string TooLong = "too_long";

    /// <summary>The content was fewer or more bytes than declared, or changed while it was read.</summary>
    public const string LengthMismatch = "length_mismatch";

    /// <summary>A title, description, tag or another field breaks a rule.</summary>
    public const string InvalidField = "invalid_field";

    /// <summary>The cursor was altered, or belongs to another query, owner or sort.</summary>
    public const string InvalidCursor = "invalid_cursor";

    /// <summary>The remote source may not be fetched, or did not answer as it should.</summary>
    public const string RemoteRefused = "remote_refused";

    /// <summary>The remote source did not answer, not in time, or not with status 200.</summary>
    public const string RemoteUnavailable = "remote_unavailable";
}
