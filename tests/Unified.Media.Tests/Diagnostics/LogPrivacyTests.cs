using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Unified.Media.Tests;

public sealed class LogPrivacyTests
{
    private const string Poison = "p0is0n";

    private static readonly MediaUser Alice = MediaUser.For("alice");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Logs_contain_no_title_file_name_url_or_content()
    {
        using var log = new Lines();
        UrlStore? urls = null;
        await using var host = WatchedHost.InFolder(media =>
        {
            media.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
            media.DecorateObjectStore((inner, _) => urls = new(inner));
        });
        var store = host.Store;
        var upload = new MediaUpload
        {
            Content = SmallImage.Of(PngSample.File(4, 3, PngSample.Chunk("tEXt", "p0is0n"u8.ToArray()))),
            FileName = $"{Poison}.png",
            Title = Poison,
            Description = Poison,
            Alt = Poison,
            Tags = [Poison],
            Attribution = new() { SourceUrl = $"https://{Poison}.example/" },
            Generation = new() { Prompt = Poison },
            Metadata = new JsonObject { [Poison] = Poison },
            IdempotencyKey = Poison,
        };

        var item = await store.UploadUserImageAsync(Alice, upload, Token);
        await store.UpdateMediaAsync(Alice, item.Id, new() { Title = $"{Poison} again" }, Token);
        await store.GetUserUnifiedMediaAsync(Alice, new() { Text = Poison, Tags = [Poison] }, Token);
        await FailAsync(() => store.UploadUserImageAsync(
            Alice, new() { Content = SmallImage.Of("p0is0n"u8.ToArray()), FileName = Poison, Title = new('p', 300) }, Token));
        await FailAsync(() => store.UploadUserImageAsync(
            Alice, new() { Content = SmallImage.Content, Title = Poison, IdempotencyKey = Poison }, Token));
        await FailAsync(() => store.GetUserUnifiedMediaAsync(Alice, new() { Cursor = Poison }, Token));
        await FailAsync(() => store.UploadUserImageAsync(Alice, Path.Combine(host.Folder, $"{Poison}.png"), Token));
        await FailAsync(() => store.UploadUserImageAsync(
            Alice, new EdgeCaseStream([1]) { BeforeRead = (_, _) => throw new IOException(Poison) }, Poison, Token));
        await FailAsync(() => store.UploadUserImageAsync(
            Alice, new EdgeCaseStream([1]) { BeforeRead = (_, _) => throw new NotSupportedException(Poison) }, Poison, Token));
        await FailAsync(() => store.SaveEnhancedImageUnifiedAsync(
            Alice,
            new() { Content = MediaContent.FromUri($"https://media.invalid:444/{Poison}?token={Poison}"), EnhancementType = Poison },
            Token));
        urls!.Failure = new MediaProviderException("It is down.", "test");
        await store.UpdateMediaAsync(Alice, item.Id, new() { Alt = Poison }, Token);
        await FailAsync(() => store.GetMediaAsync(Alice, item.Id, Token));
        await store.DeleteMediaUnifiedAsync(Alice, item.Id, cancellationToken: Token);

        Assert.Contains(log.All, line => line.Contains("upload_image completed", StringComparison.Ordinal));
        Assert.Contains(log.All, line => line.Contains("content_unreadable", StringComparison.Ordinal));
        Assert.Contains(log.All, line => line.Contains("System.NotSupportedException", StringComparison.Ordinal));
        Assert.DoesNotContain(log.All, line => line.Contains(Poison, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(log.All, line => line.Contains("t=secret", StringComparison.Ordinal));
    }

    private static async Task FailAsync(Func<Task> call) => Assert.NotNull(await Record.ExceptionAsync(call));

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
