using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;

namespace Unified.Media.Tests;

/// <summary>Drivers see the user of the operation that calls them, and the service outside operations.</summary>
public sealed class MediaUserAccessorTests
{
    private readonly List<string> _users = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Object_store_sees_the_user_of_each_operation()
    {
        await using var provider = new ServiceCollection()
            .AddUnifiedMedia(media => media
                .UseInMemory()
                .DecorateObjectStore((inner, services) => new UserRecorder(inner, services.GetRequiredService<IMediaUserAccessor>(), _users)))
            .BuildServiceProvider();
        var store = provider.GetRequiredService<IUnifiedMediaStore>();
        var (ann, bob) = (MediaUser.For("ann"), MediaUser.For("bob"));

        var items = new List<MediaItem>();
        foreach (var user in (MediaUser[])[ann, bob, ann])
        {
            items.Add(await store.UploadUserImageAsync(
                user, new() { Content = MediaContent.FromStream(new MemoryStream(Gif())) }, Cancel));
        }

        await store.DeleteMediaUnifiedAsync(ann, items[0].Id, cancellationToken: Cancel);
        await foreach (var result in store.DeleteManyAsync(ann, MediaSelection.ByIds([items[2].Id]), cancellationToken: Cancel))
        {
            Assert.Equal(BulkOutcome.Done, result.Outcome);
        }

        Assert.Equal(["put ann", "put bob", "put ann", "delete ann", "delete ann"], _users);
        Assert.Same(MediaUser.Service, provider.GetRequiredService<IMediaUserAccessor>().User);
    }

    private static byte[] Gif() => Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    private sealed class UserRecorder(IObjectStore inner, IMediaUserAccessor accessor, List<string> users) : DelegatingObjectStore(inner)
    {
        public override Task<StoredObject> PutAsync(
            ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken)
        {
            users.Add($"put {accessor.User}");
            return base.PutAsync(location, body, options, cancellationToken);
        }

        public override Task DeleteAsync(ObjectLocation location, CancellationToken cancellationToken)
        {
            users.Add($"delete {accessor.User}");
            return base.DeleteAsync(location, cancellationToken);
        }

        // Hides batch deletes, so that every delete is recorded.
        public override TAbility? GetAbility<TAbility>()
            where TAbility : class => typeof(TAbility) == typeof(IObjectBatchDelete) ? null : base.GetAbility<TAbility>();
    }
}
