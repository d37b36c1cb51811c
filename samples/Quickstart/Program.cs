// A tour of Unified.Media, to be read from top to bottom. By default it stores rows in an SQLite file and objects in a folder. The same code
// runs on PostgreSQL and Supabase Storage; Drivers.cs selects the drivers.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quickstart;
using Unified.Media;

var arguments = Arguments.Parse(args);
if (arguments.ShouldPrintUsage) return TourOutput.PrintUsage(arguments);

using var aiService = SimulatedAiService.Start(SamplePaths.MediaFile("ripple.webp"));
var builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning)
    .AddFilter("Unified.Media.FetchRemoteContent", LogLevel.Error); // hides the warning that a loopback host is allowed
builder.Services.AddUnifiedMedia(media => Drivers.Use(media, arguments)
    .Configure(options => options.Remote.AllowedDevelopmentHosts.Add(aiService.Host)));
using var host = builder.Build();
await host.StartAsync();
var store = host.Services.GetRequiredService<IUnifiedMediaStore>();

// Every call takes the user on whose behalf it runs. A web application takes the id from its signed-in user.
var (alice, bob) = (Drivers.User("alice", arguments), Drivers.User("bob", arguments));

TourOutput.PrintStep("Alice uploads a folder", "UploadMediaAsync");
var rejected = await new FolderUploader(store, host.Services.GetRequiredService<IHostApplicationLifetime>()).UploadAsync(alice, arguments.Files);

TourOutput.PrintStep("Alice stores an AI generation, its enhancement and a stock photo", "UploadUserImageAsync, SaveEnhancedImageUnifiedAsync");
var generation = await store.UploadUserImageAsync(alice, new MediaUpload
{
    Content = MediaContent.FromFile(SamplePaths.MediaFile("sunset.webp")), Source = SourceType.Playground,
    Title = "Sunset poster", Tags = ["poster", "sky"],
    Generation = new() { Provider = "local", Model = "brush-2", Prompt = "a sunset in flat colors" },
});
var enhanced = await store.SaveEnhancedImageUnifiedAsync(alice, new EnhancedImage
{
    Content = MediaContent.FromUri(aiService.ResultUri), EnhancementType = "animate", OriginalMediaId = generation.Id.ToString(),
    Title = "Moving sunset", Tags = ["poster"],
    IdempotencyKey = aiService.JobId, // A webhook may arrive twice: the same key returns the same item.
});
var stock = await store.UploadUserImageAsync(alice, new MediaUpload
{
    Content = MediaContent.FromFile(SamplePaths.MediaFile("meadow.jpg")), Source = SourceType.Stock,
    Title = "Meadow in June", Tags = ["nature", "sky"], Attribution = new() { Text = "Photo by Jane Doe on Example", Author = "Jane Doe" },
});
TourOutput.PrintObjects(generation, enhanced, stock);

TourOutput.PrintStep("Alice lists all of her items", "GetUserUnifiedMediaAsync");
TourOutput.PrintTable(await store.EnumerateAllAsync(alice).ToListAsync());

TourOutput.PrintStep("Alice filters the list", "MediaQuery: SourceTypes, Tags, Text");
TourOutput.PrintResult("source type enhanced", await store.GetUserUnifiedMediaAsync(alice, new() { SourceTypes = [SourceType.Enhanced] }));
TourOutput.PrintResult("tag sky", await store.GetUserUnifiedMediaAsync(alice, new() { Tags = ["sky"] }));
TourOutput.PrintResult("words starting po, sun", await store.GetUserUnifiedMediaAsync(alice, new() { Text = "po sun" }));

TourOutput.PrintStep("Alice reads the list page by page", "MediaQuery: Sort, PageSize, Cursor");
for (MediaQuery? query = new() { Sort = MediaSort.Title, PageSize = 10 }; query is not null;)
{
    var page = await store.GetUserUnifiedMediaAsync(alice, query);
    TourOutput.PrintPage(page);
    query = page.NextCursor is null ? null : query with { Cursor = page.NextCursor };
}

TourOutput.PrintStep("Alice counts her items", "GetMediaFacetsAsync");
TourOutput.PrintFacets(await store.GetMediaFacetsAsync(alice, options: new() { Exact = true }));

TourOutput.PrintStep("Alice reads a byte range of an image", "OpenMediaAsync");
await using var download = await store.OpenMediaAsync(alice, generation.Id, new() { Range = new ByteRange(0, 12) });
await TourOutput.PrintBytesAsync(download!);

TourOutput.PrintStep("Alice deletes the stock photo", "DeleteMediaUnifiedAsync");
TourOutput.PrintAnswer("deleted", await store.DeleteMediaUnifiedAsync(alice, stock.Id));

TourOutput.PrintStep("Bob sees items that Alice makes public", "UpdateMediaAsync");
TourOutput.PrintResult("while private", await store.GetUserUnifiedMediaAsync(bob, new() { Owner = alice.Id }));
await store.UpdateMediaAsync(alice, generation.Id, new() { Visibility = Visibility.Public });
TourOutput.PrintResult("after it is public", await store.GetUserUnifiedMediaAsync(bob, new() { Owner = alice.Id }));

TourOutput.PrintLocations(arguments, alice);
await host.StopAsync();
return rejected == 0 ? 0 : 2;
