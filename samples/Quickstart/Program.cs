// A tour of Unified.Media, from top to bottom. It needs no service: facts go into an SQLite file, bytes into a folder. The same lines run
// on PostgreSQL and Supabase Storage: Drivers.cs chooses.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quickstart;
using Unified.Media;

var arguments = Arguments.Read(args);
if (arguments.AreForHelp) return Screen.Usage(arguments);

using var provider = LocalProvider.Start(Places.MediaFile("ripple.webp")); // plays an AI service that offers its results by address
var builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Unified.Media.FetchRemoteContent", LogLevel.Error); // it warns of hosts like ours
builder.Services.AddUnifiedMedia(media => Drivers.Use(media, arguments)
    .Configure(options => options.Remote.AllowedDevelopmentHosts.Add(provider.Host)));
using var host = builder.Build();
await host.StartAsync();
var store = host.Services.GetRequiredService<IUnifiedMediaStore>();

// Every call says on whose behalf it is made. A web application takes the id from its signed-in user.
var (alice, bob) = (Drivers.User("alice", arguments), Drivers.User("bob", arguments));

Screen.Step("Alice uploads a folder", "UploadMediaAsync");
var refused = await new FolderUpload(store, host.Services.GetRequiredService<IHostApplicationLifetime>()).RunAsync(alice, arguments.Files);

Screen.Step("She keeps an AI generation, its enhancement and a stock photo", "SaveEnhancedImageUnifiedAsync");
var generation = await store.UploadUserImageAsync(alice, new MediaUpload
{
    Content = MediaContent.FromFile(Places.MediaFile("sunset.webp")), Source = SourceType.Playground,
    Title = "Sunset poster", Tags = ["poster", "sky"],
    Generation = new() { Provider = "local", Model = "brush-2", Prompt = "a sunset in flat colours" },
});
var enhanced = await store.SaveEnhancedImageUnifiedAsync(alice, new EnhancedImage
{
    Content = MediaContent.FromUri(provider.Result), EnhancementType = "animate", OriginalMediaId = generation.Id.ToString(),
    Title = "Moving sunset", Tags = ["poster"],
    IdempotencyKey = provider.Job, // The news of a finished job may come twice: the same key gives the same item.
});
var stock = await store.UploadUserImageAsync(alice, new MediaUpload
{
    Content = MediaContent.FromFile(Places.MediaFile("meadow.jpg")), Source = SourceType.Stock,
    Title = "Meadow in June", Tags = ["nature", "sky"], Attribution = new() { Text = "Photo by Jane Doe on Example", Author = "Jane Doe" },
});
Screen.Locations(generation, enhanced, stock);

Screen.Step("She lists everything", "GetUserUnifiedMediaAsync");
Screen.Table(await store.EnumerateAllAsync(alice).ToListAsync());

Screen.Step("She narrows the list", "MediaQuery: SourceTypes, Tags, Text");
Screen.Found("source enhanced", await store.GetUserUnifiedMediaAsync(alice, new() { SourceTypes = [SourceType.Enhanced] }));
Screen.Found("tag sky", await store.GetUserUnifiedMediaAsync(alice, new() { Tags = ["sky"] }));
Screen.Found("words po… sun…", await store.GetUserUnifiedMediaAsync(alice, new() { Text = "po sun" }));

Screen.Step("She reads page after page", "MediaQuery: Sort, PageSize, Cursor");
for (MediaQuery? query = new() { Sort = MediaSort.Title, PageSize = 10 }; query is not null;)
{
    var page = await store.GetUserUnifiedMediaAsync(alice, query);
    Screen.Page(page);
    query = page.NextCursor is null ? null : query with { Cursor = page.NextCursor };
}

Screen.Step("She counts", "GetMediaFacetsAsync");
Screen.Facets(await store.GetMediaFacetsAsync(alice, options: new() { Exact = true }));

Screen.Step("She reads a part of a content", "OpenMediaAsync");
await using var download = await store.OpenMediaAsync(alice, generation.Id, new() { Range = new ByteRange(0, 12) });
await Screen.BytesAsync(download!);

Screen.Step("She deletes the stock photo", "DeleteMediaUnifiedAsync");
Screen.Answer("deleted", await store.DeleteMediaUnifiedAsync(alice, stock.Id));

Screen.Step("Bob sees what alice makes public", "UpdateMediaAsync");
Screen.Found("while private", await store.GetUserUnifiedMediaAsync(bob, new() { Owner = alice.Id }));
await store.UpdateMediaAsync(alice, generation.Id, new() { Visibility = Visibility.Public });
Screen.Found("made public", await store.GetUserUnifiedMediaAsync(bob, new() { Owner = alice.Id }));

Screen.Whereabouts(arguments, alice);
await host.StopAsync();
return refused == 0 ? 0 : 2;
