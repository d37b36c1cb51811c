using Consumer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Unified.Media;

// Runs the main operations once with the packed packages, on an embedded store.
var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Media:Images:MaxBytes"] = "1000000" });
builder.Services.AddUnifiedMedia(media => media.UseEmbedded(args[0]).Bind(builder.Configuration.GetSection("Media")));
using var host = builder.Build();
await host.StartAsync();

var store = host.Services.GetRequiredService<IUnifiedMediaStore>();
var alice = MediaUser.For("alice");
var original = await store.UploadUserImageAsync(alice, new MediaUpload
{
    Content = MediaContent.FromFile(args[1]),
    Title = "Sunrise",
    Tags = ["sky", "morning"],
    Source = SourceType.Playground,
    IdempotencyKey = "one",
});
await using var content = File.OpenRead(args[1]);
var enhanced = await store.SaveEnhancedImageUnifiedAsync(alice, new EnhancedImage
{
    Content = MediaContent.FromStream(content),
    EnhancementType = "upscale",
    OriginalMediaId = original.Id.ToString(),
});
await store.UpdateMediaAsync(alice, enhanced.Id, new MediaChanges { AddTags = ["sharp"] });
var page = await store.GetUserUnifiedMediaAsync(alice, new MediaQuery { Text = "sun", SourceTypes = [SourceType.Playground] });
var facets = await store.GetMediaFacetsAsync(alice);
await using var download = await store.OpenMediaAsync(alice, original.Id, new OpenMediaOptions { Range = new ByteRange(0, 8) });
var head = new byte[8];
await download!.Content.ReadExactlyAsync(head);
var deleted = await store.DeleteMediaUnifiedAsync(alice, enhanced.Id);
var refused = "";
try
{
    await store.UploadUserImageAsync(alice, new MemoryStream("<svg/>"u8.ToArray()), "drawing.svg");
}
catch (MediaRejectedException rejected)
{
    refused = rejected.Reasons[0].Code;
}

await host.StopAsync();

// The tests and the API of an application fake the store, substitute it, and serialize its results.
JsonCheck.Run(page.Items[0], await FakeCheck.RunAsync());
#if SUBSTITUTES
await SubstituteCheck.RunAsync(page.Items[0]);
#endif
var folder = enhanced.Location!.Key.Split('/')[1];
Console.WriteLine($"{page.Items.Count} {facets.SourceTypes.Count} {Convert.ToHexString(head)} {deleted} {refused} {folder}");
