namespace Unified.Media;

/// <summary>The source of an upload is upload, playground or stock. An enhanced image has its own operation.</summary>
internal sealed class AllowedSource : IRule<StoreMediaRequest>
{
    public void Check(StoreMediaRequest subject, RejectionReasons reasons)
    {
        var source = subject.SourceType;
        if (source != SourceType.Upload && source != SourceType.Playground && source != SourceType.Stock)
        {
            reasons.AddField(nameof(MediaUpload.Source), $"The source is '{source}'; it must be upload, playground or stock.");
        }
    }
}
