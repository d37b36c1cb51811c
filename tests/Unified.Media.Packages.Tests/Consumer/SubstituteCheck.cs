using NSubstitute;
using Unified.Media;

namespace Consumer;

/// <summary>Tests a service with a substitute of the store: arguments match by value, and the application can create every result.</summary>
internal static class SubstituteCheck
{
    public static async Task RunAsync(MediaItem item)
    {
        var store = Substitute.For<IUnifiedMediaStore>();
        var titled = item with { SizeBytes = 7, Metadata = new() { Title = "Mocked" } };
        store.GetUserUnifiedMediaAsync(MediaUser.For("alice"), new() { Kinds = [MediaKind.Image] }).Returns(new MediaPage { Items = [titled] });
        store.OpenMediaAsync(MediaUser.For("alice"), item.Id, new() { Range = new(0, 4) })
            .Returns(MediaDownload.FromBytes(titled, "content"u8.ToArray(), new(0, 4)));
        store.DeleteManyAsync(MediaUser.For("alice"), MediaSelection.ByIds(item.Id))
            .Returns(new[] { new BulkResult { Id = item.Id, Outcome = BulkOutcome.Done } }.ToAsyncEnumerable());
        store.UploadMediaAsync(MediaUser.For("alice"), Arg.Is<MediaUpload>(upload => upload.Content.Bytes!.Value.Length == 3)).Returns(titled);
        var janitor = Substitute.For<IMediaJanitor>();
        janitor.RunAsync(Arg.Any<CancellationToken>()).Returns(new JanitorReport { Deleted = 1 });

        FakeCheck.Require("Mocked: cont of 7", await new Gallery(store).DescribeAsync("alice"));
        FakeCheck.Require(1, await store.DeleteManyAsync(MediaUser.For("alice"), MediaSelection.ByIds(item.Id)).CountAsync());
        FakeCheck.Require(titled, await store.UploadMediaAsync(MediaUser.For("alice"), new() { Content = MediaContent.FromBytes(new byte[3]) }));
        FakeCheck.Require(1, (await janitor.RunAsync(CancellationToken.None)).Deleted);
        await store.Received(1).GetUserUnifiedMediaAsync(MediaUser.For("alice"), Arg.Any<MediaQuery>(), Arg.Any<CancellationToken>());
    }
}
