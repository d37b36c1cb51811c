namespace Unified.Media;

/// <summary>Uploads come from a user, an AI or a stock provider; the other source types have operations of their own.</summary>
internal sealed class AllowedSource : IRule<StoreMediaRequest>
{
    public void Check(StoreMediaRequest subject, RejectionReasons reasons)
    {
        var source = subject.SourceType;
        if (source != SourceType.Upload && source != SourceType.Playground && source != SourceType.Stock)
        {
            reasons.AddField(nameof(ImageUpload.Source), $"The source '{source}' cannot be uploaded: it is upload, playground or stock.");
        }
    }
}
