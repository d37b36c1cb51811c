namespace Unified.Media;

/// <summary>The content type is one of <see cref="MediaLimits.ContentTypes"/>, unless that list is empty.</summary>
internal sealed class AllowedContentTypes : IRule<UploadContext>
{
    public void Check(UploadContext subject, RejectionReasons reasons)
    {
        var allowed = subject.Limits.ContentTypes;
        if (subject.Format is { } format && format.Kind == subject.Kind && allowed.Count > 0 && !allowed.Contains(format.ContentType))
        {
            reasons.Add(RejectionCode.TypeNotAllowed, $"The content is {format.ContentType}; allowed are {string.Join(", ", allowed)}.");
        }
    }
}
