using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Unified.Media;

namespace Consumer;

/// <summary>A store in memory that implements every member with public types only, as an application would write it for its tests.</summary>
internal sealed class FakeMediaStore : IUnifiedMediaStore
{
    private readonly Dictionary<MediaId, (MediaItem Item, byte[] Bytes)> _items = [];

    public Task<MediaItem> UploadMediaAsync(MediaUser user, MediaUpload upload, CancellationToken cancellationToken = default) =>
        AddAsync(user, upload, upload.Source, cancellationToken);

    public Task<MediaItem> UploadUserImageAsync(MediaUser user, MediaUpload upload, CancellationToken cancellationToken = default) =>
        AddAsync(user, upload, upload.Source, cancellationToken);

    public Task<MediaItem> UploadUserVideoAsync(MediaUser user, MediaUpload upload, CancellationToken cancellationToken = default) =>
        AddAsync(user, upload, upload.Source, cancellationToken);

    public Task<MediaItem> SaveEnhancedImageUnifiedAsync(MediaUser user, EnhancedImage image, CancellationToken cancellationToken = default) =>
        AddAsync(user, image, SourceType.Enhanced, cancellationToken);

    public Task<bool> DeleteMediaUnifiedAsync(
        MediaUser user, MediaId id, DeleteMediaOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(Find(user, id) is not null && _items.Remove(id));

    public Task<MediaPage> GetUserUnifiedMediaAsync(MediaUser user, MediaQuery? query = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new MediaPage { Items = [.. Select(user, query ?? new()).Take(query?.PageSize ?? 50)] });

    public Task<MediaPage> GetPublicMediaAsync(MediaUser user, MediaQuery? query = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new MediaPage
        {
            Items = [.. _items.Values.Select(entry => entry.Item).Where(item => item.Visibility == Visibility.Public).Take(query?.PageSize ?? 50)],
        });

    public Task<MediaItem?> GetMediaAsync(MediaUser user, MediaId id, CancellationToken cancellationToken = default) =>
        Task.FromResult(Find(user, id));

    public Task<MediaItem?> UpdateMediaAsync(MediaUser user, MediaId id, MediaChanges changes, CancellationToken cancellationToken = default)
    {
        if (Find(user, id) is not { } item)
        {
            return Task.FromResult<MediaItem?>(null);
        }

        var changed = item with { Metadata = new() { Title = changes.Title ?? item.Title, Tags = [.. changes.Tags ?? item.Tags] } };
        _items[id] = (changed, _items[id].Bytes);
        return Task.FromResult<MediaItem?>(changed);
    }

    public Task<MediaDownload?> OpenMediaAsync(
        MediaUser user, MediaId id, OpenMediaOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(Find(user, id) is { } item ? MediaDownload.FromBytes(item, _items[id].Bytes, options?.Range) : null);

    public Task<IReadOnlyList<MediaLink>> GetMediaLinksAsync(
        MediaUser user, IReadOnlyCollection<MediaId> ids, MediaLinkOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<MediaLink>>(
            [.. ids.Select(id => Find(user, id)).OfType<MediaItem>().Select(item => new MediaLink { Id = item.Id, ContentUrl = item.ContentUrl })]);

    public Task<MediaFacets> GetMediaFacetsAsync(
        MediaUser user, MediaFilter? filter = null, FacetOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new MediaFacets
        {
            Kinds = Count(Select(user, filter ?? new()).Select(item => item.Kind.ToString())),
            SourceTypes = Count(Select(user, filter ?? new()).Select(item => item.SourceType.ToString())),
            Tags = Count(Select(user, filter ?? new()).SelectMany(item => item.Tags)),
        });

    public async IAsyncEnumerable<BulkResult> UpdateManyAsync(
        MediaUser user, MediaSelection selection, MediaChanges changes, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var id in Ids(user, selection))
        {
            var changed = await UpdateMediaAsync(user, id, changes, cancellationToken);
            yield return new() { Id = id, Outcome = changed is null ? BulkOutcome.NotFound : BulkOutcome.Done };
        }
    }

    public async IAsyncEnumerable<BulkResult> DeleteManyAsync(
        MediaUser user, MediaSelection selection, DeleteMediaOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var id in Ids(user, selection))
        {
            if (_items[id].Item.Title == "locked")
            {
                var error = new MediaConflictException("The item is in use.") { Code = MediaErrorCode.Busy, MediaId = id };
                yield return new() { Id = id, Outcome = BulkOutcome.Failed, Error = error };
                continue;
            }

            var isDeleted = await DeleteMediaUnifiedAsync(user, id, options, cancellationToken);
            yield return new() { Id = id, Outcome = isDeleted ? BulkOutcome.Done : BulkOutcome.NotFound };
        }
    }

    private async Task<MediaItem> AddAsync(MediaUser user, MediaUploadBase upload, SourceType source, CancellationToken cancellationToken)
    {
        var bytes = await ReadAsync(upload.Content, cancellationToken);
        var id = MediaId.New(TimeProvider.System);
        var item = new MediaItem
        {
            Id = id,
            Owner = user.Id ?? throw new MediaAccessDeniedException("Only a user can store media."),
            Kind = MediaKind.Image,
            SourceType = source,
            Visibility = upload.Visibility,
            ContentType = "image/png",
            SizeBytes = bytes.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            CreatedAt = DateTimeOffset.UnixEpoch,
            UpdatedAt = DateTimeOffset.UnixEpoch,
            Location = new("fake", id.ToString()),
            ContentUrl = $"/api/media/{id}/content",
            Metadata = new() { Title = upload.Title, Tags = [.. upload.Tags], Attribution = upload.Attribution },
        };
        _items.Add(id, (item, bytes));
        return item;
    }

    private static async Task<byte[]> ReadAsync(MediaContent content, CancellationToken cancellationToken)
    {
        switch (content)
        {
            case { Bytes: { } bytes }:
                return bytes.ToArray();
            case { Path: { } path }:
                return await File.ReadAllBytesAsync(path, cancellationToken);
            case { Stream: { } stream }:
                var copy = new MemoryStream();
                await stream.CopyToAsync(copy, cancellationToken);
                return copy.ToArray();
            default:
                throw new MediaRejectedException(RejectionCode.RemoteRefused, $"The fake does not download {content.Uri}.");
        }
    }

    private MediaItem? Find(MediaUser user, MediaId id) =>
        _items.TryGetValue(id, out var entry) && (entry.Item.Owner == user.Id || entry.Item.Visibility == Visibility.Public) ? entry.Item : null;

    private IEnumerable<MediaItem> Select(MediaUser user, MediaFilter filter) => _items.Values.Select(entry => entry.Item).Where(item =>
        item.Owner == (filter.Owner ?? user.Id)
        && (filter.Kinds.Count == 0 || filter.Kinds.Contains(item.Kind))
        && (filter.Tags.Count == 0 || filter.Tags.Intersect(item.Tags).Any()));

    private IEnumerable<MediaId> Ids(MediaUser user, MediaSelection selection) =>
        selection.Ids ?? [.. Select(user, selection.Filter!).Select(item => item.Id)];

    private static IReadOnlyList<FacetCount> Count(IEnumerable<string> values) =>
        [.. values.CountBy(value => value).Select(pair => new FacetCount(pair.Key, pair.Value))];
}
