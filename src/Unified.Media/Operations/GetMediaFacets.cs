using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Counts items per source type, kind and tag.</summary>
internal sealed class GetMediaFacets(IMediaCatalog catalog)
{
    private const int MaxTags = 200;

    public Task<MediaFacets> GetAsync(MediaUser user, MediaFilter filter, FacetOptions options, CancellationToken cancellationToken)
    {
        var reasons = new RejectionReasons();
        if (options.MaxTags is < 0 or > MaxTags)
        {
            reasons.AddField(nameof(FacetOptions.MaxTags), $"The number of tags is {options.MaxTags}; it must be between 0 and {MaxTags}.");
        }

        return catalog.CountAsync(user, QueryValidator.Validate(user, filter, reasons), options, cancellationToken);
    }
}
