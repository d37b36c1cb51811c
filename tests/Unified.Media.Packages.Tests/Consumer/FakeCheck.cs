using System.Security.Claims;
using Unified.Media;

namespace Consumer;

/// <summary>Tests a service of an application with a fake store. Returns results of the fake, for a test of their JSON.</summary>
internal static class FakeCheck
{
    public static async Task<IReadOnlyList<object>> RunAsync()
    {
        var store = new FakeMediaStore();
        var alice = MediaUser.FromClaims(new(new ClaimsIdentity([new("sub", "alice")], "test")));
        var content = MediaContent.FromBytes("content"u8.ToArray());
        var first = await store.UploadMediaAsync(alice, new() { Content = content, Title = "Sunrise", Tags = ["sky"] });
        var second = await store.UploadUserVideoAsync(alice, new() { Content = MediaContent.FromStream(new MemoryStream([1])), Title = "locked" });
        Require("Sunrise: cont of 7", await new Gallery(store).DescribeAsync("alice"));
        Require("New", (await store.UpdateMediaAsync(alice, first.Id, new() { Title = "New" }))?.Title);
        var links = await store.GetMediaLinksAsync(alice, [first.Id, MediaId.New(TimeProvider.System)]);
        var facets = await store.GetMediaFacetsAsync(alice, new() { Tags = ["sky"] });
        var page = await store.GetUserUnifiedMediaAsync(alice);
        var deleted = await store.DeleteManyAsync(alice, MediaSelection.ByQuery(new())).ToListAsync();
        Require("Done, Failed", string.Join(", ", deleted.Select(result => result.Outcome)));
        Require(second.Id, deleted[1].Error!.MediaId);

        // JSON omits the location, so an item with a location would differ from the deserialized one.
        var pageWithoutLocations = page with { Items = [.. page.Items.Select(item => item with { Location = null })] };
        return [pageWithoutLocations, links[0], facets, deleted[0], deleted[1] with { Error = null, ErrorCode = deleted[1].ErrorCode }];
    }

    public static void Require(object? expected, object? actual)
    {
        if (!Equals(expected, actual))
        {
            throw new InvalidOperationException($"Expected {expected}, got {actual}.");
        }
    }
}
