namespace Unified.Media;

/// <summary>
/// The state of one upload: the user, the request, the limits, the broken rules that were found so far, and the known properties of the content.
/// Every step of the upload receives this context, so that a rejection names all broken rules that the previous steps found.
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

    /// <summary>
    /// The broken rules that were found so far. After a broken rule of the request, the upload continues to find the other broken rules.
    /// </summary>
    public RejectionReasons Reasons { get; } = new();

    /// <summary>The length in bytes: the declared length until the content is received, then the actual length; null while unknown.</summary>
    public long? Length { get; set; }

    /// <summary>The length in bytes that the caller or a remote server declared; null when undeclared.</summary>
    public long? DeclaredLength { get; set; }

    /// <summary>The number of bytes received so far.</summary>
    public long BytesReceived { get; set; }

    /// <summary>The format of the content; null before its signature is read and when the signature is unknown.</summary>
    public MediaFormat? Format { get; set; }

    /// <summary>The properties of the content: from its header, and after the scan from the whole content; null before the header is read.</summary>
    public ContentProperties? Properties { get; set; }

    /// <summary>Throws if the upload breaks one of the rules.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="additionalRules">Rules to check too if one of <paramref name="rules"/> is broken, so that the error names them.</param>
    /// <exception cref="MediaRejectedException">A rule is broken.</exception>
    public void Require(IRule<UploadContext>[] rules, IRule<UploadContext>[]? additionalRules = null)
    {
        var previousCount = Reasons.Count;
        rules.Check(this, Reasons);
        if (Reasons.Count > previousCount)
        {
            additionalRules?.Check(this, Reasons);
            throw Reasons.ToException();
        }
    }

    /// <summary>Creates the error for content that a step rejects. The error also names the broken rules that were found before.</summary>
    public MediaRejectedException ToRejection(IEnumerable<RejectionReason> newReasons)
    {
        foreach (var reason in newReasons)
        {
            Reasons.Add(reason);
        }

        return Reasons.ToException();
    }
}
