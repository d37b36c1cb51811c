namespace Unified.Media;

/// <summary>
/// The state of one upload: the user, the request, the limits, the broken rules found so far, and the known properties of the content. Every
/// step of the intake receives it, so that a rejection names each broken rule that is known by then.
/// </summary>
internal sealed class UploadContext(MediaUser user, StoreMediaRequest request, UnifiedMediaOptions options)
{
    public MediaUser User { get; } = user;

    public StoreMediaRequest Request { get; } = request;

    /// <summary>The kind that the operation accepts. If it accepts both, the kind of the content; null while unknown.</summary>
    public MediaKind? Kind => Request.Kind ?? Format?.Kind;

    /// <summary>
    /// The limits of the kind. While the kind is unknown, the limits of the kind with the greater <see cref="MediaLimits.MaxBytes"/>: no other limit
    /// is checked before the format is known.
    /// </summary>
    public MediaLimits Limits =>
        Kind is { } kind ? (kind == MediaKind.Video ? options.Videos : options.Images)
        : options.Videos.MaxBytes > options.Images.MaxBytes ? options.Videos
        : options.Images;

    /// <summary>The rules that the upload is known to break. The intake continues after a broken rule, to find the others.</summary>
    public RejectionReasons Reasons { get; } = new();

    /// <summary>The length in bytes: the declared length until the content is received, then the actual length; null while unknown.</summary>
    public long? Length { get; set; }

    /// <summary>The length in bytes that the caller or a remote server declared; null when undeclared.</summary>
    public long? DeclaredLength { get; set; }

    /// <summary>The number of bytes received so far.</summary>
    public long BytesReceived { get; set; }

    /// <summary>The format of the content; null before its signature is read and when the signature is unknown.</summary>
    public MediaFormat? Format { get; set; }

    /// <summary>The properties from the header; after the scan, the properties from the scan; null before the header is read.</summary>
    public ContentProperties? Properties { get; set; }

    /// <summary>Throws if the upload breaks one of the rules.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="reportedToo">Rules that are checked only if one of <paramref name="rules"/> is broken, so that the error names them too.</param>
    /// <exception cref="MediaRejectedException">A rule is broken.</exception>
    public void Require(IRule<UploadContext>[] rules, IRule<UploadContext>[]? reportedToo = null)
    {
        var known = Reasons.Count;
        rules.Check(this, Reasons);
        if (Reasons.Count > known)
        {
            reportedToo?.Check(this, Reasons);
            throw Reasons.ToException();
        }
    }

    /// <summary>Creates the error for content that a step rejects. It also names the rules that were found broken before.</summary>
    public MediaRejectedException ToRejection(IEnumerable<RejectionReason> found)
    {
        foreach (var reason in found)
        {
            Reasons.Add(reason);
        }

        return Reasons.ToException();
    }
}
