using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Base class of the object store suites. Creates a store and random keys per test and deletes the objects of the test.</summary>
public abstract class ObjectStoreSuite<THarness> : IAsyncLifetime
    where THarness : ObjectStoreHarness, new()
{
    private readonly List<ObjectLocation> _locations = [];

    /// <summary>Creates the suite. xunit creates one instance per test.</summary>
    protected ObjectStoreSuite()
    {
    }

    /// <summary>The harness of this test.</summary>
    protected THarness Harness { get; } = new();

    /// <summary>The store under test.</summary>
    protected IObjectStore Store { get; private set; } = null!;

    /// <summary>The prefix of the keys of this test; ends with a slash.</summary>
    protected string Prefix { get; } = $"uploads/kit-{Guid.CreateVersion7():N}/";

    /// <summary>The cancellation token of the test.</summary>
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync() => Store = await Harness.CreateAsync(Token);

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        foreach (var location in _locations)
        {
            try
            {
                await Store.DeleteAsync(location, CancellationToken.None);
            }
            catch (MediaException)
            {
                // A store rejects keys that it does not accept. Tests of DeleteAsync cover other failures.
            }
        }

        await Harness.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected ObjectLocation Locate(string name = "a.png", string? bucket = null)
    {
        var location = new ObjectLocation(bucket ?? Harness.Bucket, Prefix + name);
        _locations.Add(location);
        return location;
    }

    private protected ObjectLocation TrackForCleanup(ObjectLocation location)
    {
        _locations.Add(location);
        return location;
    }

    private protected Task<StoredObject> PutAsync(
        ObjectLocation location, byte[] bytes, PutMode mode = PutMode.CreateNew, string contentType = "image/png") =>
        Store.PutAsync(location, ObjectBody.FromBytes(bytes), new() { ContentType = contentType, Mode = mode }, Token);

    private protected Task<StoredObject> PutStreamAsync(
        ObjectLocation location, long length, Stream stream, PutMode mode = PutMode.CreateNew, CancellationToken? cancellationToken = null) =>
        Store.PutAsync(
            location,
            new(length, _ => ValueTask.FromResult(stream)),
            new() { ContentType = "image/png", Mode = mode },
            cancellationToken ?? Token);

    private protected Task<byte[]?> ReadAsync(ObjectLocation location, ByteRange? range = null) => ReadAsync(Store, location, range);

    private protected static async Task<byte[]?> ReadAsync(IObjectStore store, ObjectLocation location, ByteRange? range = null)
    {
        await using var content = await store.OpenReadAsync(location, range, Token);
        if (content is null)
        {
            return null;
        }

        using var memory = new MemoryStream();
        await content.Stream.CopyToAsync(memory, Token);
        Assert.Equal(content.Range.Length, memory.Length);
        return memory.ToArray();
    }

    private protected async Task AssertAbsentAsync(ObjectLocation location)
    {
        Assert.Null(await Store.HeadAsync(location, Token));
        Assert.Null(await Store.OpenReadAsync(location, null, Token));
        if (Store.GetAbility<IObjectListing>() is { } listing)
        {
            Assert.DoesNotContain(location, await ListAsync(listing, location.Bucket, Prefix));
        }
    }

    private protected static async Task<List<ObjectLocation>> ListAsync(IObjectListing listing, string bucket, string prefix)
    {
        var locations = new List<ObjectLocation>();
        await foreach (var stored in listing.ListAsync(bucket, prefix, Token))
        {
            locations.Add(stored.Location);
        }

        return locations;
    }

    private protected void SkipUnlessSupported(ObjectStoreAbilities ability) =>
        Assert.SkipUnless(Harness.Abilities.HasFlag(ability), $"The harness does not declare {ability}.");

    private protected static byte[] SomeBytes(int count, int seed = 1)
    {
        var bytes = new byte[count];
        var state = (uint)seed;
        for (var index = 0; index < count; index++)
        {
            state = (state * 1664525) + 1013904223;
            bytes[index] = (byte)(state >> 24);
        }

        return bytes;
    }
}
