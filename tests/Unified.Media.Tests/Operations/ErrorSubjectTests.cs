using Unified.Media.Drivers;

namespace Unified.Media.Tests;

/// <summary>Errors name the item and the object that they are about, in properties and never in their messages.</summary>
public sealed class ErrorSubjectTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failed_delete_names_its_item()
    {
        await using var host = WatchedHost.InMemory(media => media.DecorateCatalog((inner, _) => new BrokenCatalog(inner)));
        var item = await host.Store.AddAsync(Alice);

        var failed = await Assert.ThrowsAsync<MediaProviderException>(
            () => host.Store.DeleteMediaUnifiedAsync(Alice, item.Id, cancellationToken: Token));

        Assert.Equal((item.Id, null), (failed.MediaId, failed.Location));
        Assert.DoesNotContain(item.Id.ToString(), failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_upload_names_the_item_and_object_that_it_reserved()
    {
        await using var host = WatchedHost.InMemory(media => media.DecorateObjectStore((inner, _) => new BrokenStore(inner)));

        var failed = await Assert.ThrowsAsync<MediaProviderException>(() => host.Store.AddAsync(Alice));

        Assert.Contains(failed.MediaId.ToString()!, failed.Location!.Key, StringComparison.Ordinal);
        Assert.DoesNotContain(failed.MediaId.ToString()!, failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejected_range_names_its_item()
    {
        await using var host = WatchedHost.InMemory();
        var item = await host.Store.AddAsync(Alice);

        var rejected = await Assert.ThrowsAsync<MediaRejectedException>(
            () => host.Store.OpenMediaAsync(Alice, item.Id, new() { Range = new(-1) }, Token));

        Assert.Equal(item.Id, rejected.MediaId);
    }

    private sealed class BrokenCatalog(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
    {
        public override Task<DeletedMedia?> MarkDeletedAsync(MediaUser user, MediaId id, CancellationToken cancellationToken) =>
            throw new MediaProviderException("The catalog is down.", ProviderName);
    }

    private sealed class BrokenStore(IObjectStore inner) : DelegatingObjectStore(inner)
    {
        public override Task<StoredObject> PutAsync(
            ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken) =>
            throw new MediaProviderException("The object store is down.", ProviderName);
    }
}
