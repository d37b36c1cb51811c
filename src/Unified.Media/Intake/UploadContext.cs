namespace Unified.Media;

/// <summary>
/// The state of one upload: the user, the request, the limits, the broken rules found so far, and the known facts about the content. Every
/// step of the intake receives it, so that a rejection names each broken rule that is known by then.
/// </summary>
internal sealed class UploadContext(MediaUser user, StoreMediaRequest request, UnifiedMediaOptions options)
{
    public MediaUser User { get; } = user;

    public StoreMediaRequest Request { get; } = request;

    /// <summary>The kind that the operation takes, else that of the content; null until the content's format is known.</summary>
    public MediaKind? Kind => Request.Kind ?? Format?.Kind;

    /// <summary>
    /// The limits of the kind. While the kind is unknown, these are the limits of the kind that may have more bytes: no other limit is checked
    /// before the format is known.
    /// </summary>
    public MediaLimits Limits =>
        Kind is { } kind ? (kind == MediaKind.Video ? options.Videos : options.Images)
        : options.Videos.MaxBytes > options.Images.MaxBytes ? options.Videos
        : options.Images;

    /// <summary>The rules that the upload is known to break. The intake continues, because the content may break other rules.</summary>
    public RejectionReasons Reasons { get; } = new();

    /// <summary>The length in bytes: declared while the content arrives, counted afterwards; null while it is unknown.</summary>
    public long? Length { get; set; }

    /// <summary>The length in bytes that the caller or a remote server declared; null without a declaration.</summary>
    public long? DeclaredLength { get; set; }

    /// <summary>The number of bytes received so far.</summary>
    public long BytesReceived { get; set; }

    /// <summary>The format of the content's signature; null before the signature is read, and for an unknown one.</summary>
    public MediaFormat? Format { get; set; }

    /// <summary>The facts from the header; after the scan, those that the scan found.</summary>
    public ContentFacts? Facts { get; set; }

    /// <summary>Rejects the upload when it breaks one of the rules.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="alsoNamed">Rules that are checked only for an upload that is rejected, so that the error names them too.</param>
    public void Require(IRule<UploadContext>[] rules, IRule<UploadContext>[]? alsoNamed = null)
    {
        var known = Reasons.Count;
        rules.Check(this, Reasons);
        if (Reasons.Count > known)
        {
            alsoNamed?.Check(this, Reasons);
            throw Reasons.ToException();
        }
    }

    /// <summary>Creates the error for content that a step rejects. The error names the broken fields too.</summary>
    public MediaRejectedException Reject(IEnumerable<RejectionReason> found)
    {
        foreach (var reason in found)
        {
            Reasons.Add(reason);
        }

        return Reasons.ToException();
    }
}
