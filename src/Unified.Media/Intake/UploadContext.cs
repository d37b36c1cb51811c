namespace Unified.Media;

/// <summary>
/// One upload on its way in: the user, the request, the limits, the broken rules found so far, and what is known of the content. Each step
/// of the intake gets it, so that the step that rejects the upload names every broken rule that is known by then.
/// </summary>
internal sealed class UploadContext(MediaUser user, StoreMediaRequest request, MediaLimits limits)
{
    public MediaUser User { get; } = user;

    public StoreMediaRequest Request { get; } = request;

    public MediaLimits Limits { get; } = limits;

    /// <summary>The rules that the request is known to break. Reading goes on: the content may break others.</summary>
    public RejectionReasons Reasons { get; } = new();

    /// <summary>Bytes of the content: as announced while it arrives, as counted afterwards; null where it is unknown.</summary>
    public long? Length { get; set; }

    /// <summary>The length in bytes that the caller or a remote server declared; null without a declaration.</summary>
    public long? DeclaredLength { get; set; }

    /// <summary>Bytes that have arrived so far.</summary>
    public long BytesReceived { get; set; }

    /// <summary>The format of the content's signature; null where it has none that is known.</summary>
    public MediaFormat? Format { get; set; }

    /// <summary>What the header says, and after the scan what was found.</summary>
    public ContentFacts? Facts { get; set; }

    /// <summary>Rejects the upload when one of the rules is broken; what breaks of <paramref name="alsoNamed"/> is named with it.</summary>
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

    /// <summary>The error for content that a step found to be wrong; it names the broken fields too.</summary>
    public MediaRejectedException Reject(IEnumerable<RejectionReason> found)
    {
        foreach (var reason in found)
        {
            Reasons.Add(reason);
        }

        return Reasons.ToException();
    }
}
