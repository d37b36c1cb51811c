using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Unified.Media.Tests;

public sealed class LogPrivacyTests
{
    private const string Secret = "s3cr3t0";

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
            Content = SmallImage.Of(PngSample.File(4, 3, PngSample.Chunk("tEXt", "s3cr3t0"u8.ToArray()))),
            FileName = $"{Secret}.png",
            Title = Secret,
            Description = Secret,
            Alt = Secret,
            Tags = [Secret],
            Attribution = new() { SourceUrl = $"https://{Secret}.example/" },
            Generation = new() { Prompt = Secret },
            Metadata = new JsonObject { [Secret] = Secret },
            IdempotencyKey = Secret,
        };

        var item = await store.UploadUserImageAsync(Alice, upload, Token);
        await store.UpdateMediaAsync(Alice, item.Id, new() { Title = $"{Secret} again" }, Token);
        await store.GetUserUnifiedMediaAsync(Alice, new() { Text = Secret, Tags = [Secret] }, Token);
        await FailAsync(() => store.UploadUserImageAsync(
            Alice, new() { Content = SmallImage.Of("s3cr3t0"u8.ToArray()), FileName = Secret, Title = new('p', 300) }, Token));
        await FailAsync(() => store.UploadUserImageAsync(
            Alice, new() { Content = SmallImage.Content, Title = Secret, IdempotencyKey = Secret }, Token));
        await FailAsync(() => store.GetUserUnifiedMediaAsync(Alice, new() { Cursor = Secret }, Token));
        await FailAsync(() => store.UploadUserImageAsync(Alice, Path.Combine(host.Folder, $"{Secret}.png"), Token));
        await FailAsync(() => store.UploadUserImageAsync(
            Alice, new EdgeCaseStream([1]) { BeforeRead = (_, _) => throw new IOException(Secret) }, Secret, Token));
        await FailAsync(() => store.UploadUserImageAsync(
            Alice, new EdgeCaseStream([1]) { BeforeRead = (_, _) => throw new NotSupportedException(Secret) }, Secret, Token));
        await FailAsync(() => store.SaveEnhancedImageUnifiedAsync(
            Alice,
            new() { Content = MediaContent.FromUri($"https://media.invalid:444/{Secret}?token={Secret}"), EnhancementType = Secret },
            Token));
        urls!.Failure = new MediaProviderException("It is down.", "test");
        await store.UpdateMediaAsync(Alice, item.Id, new() { Alt = Secret }, Token);
        await FailAsync(() => store.GetMediaAsync(Alice, item.Id, Token));
        await store.DeleteMediaUnifiedAsync(Alice, item.Id, cancellationToken: Token);

        Assert.Contains(log.All, line => line.Contains("upload_image completed", StringComparison.Ordinal));
        Assert.Contains(log.All, line => line.Contains("content_unreadable", StringComparison.Ordinal));
        Assert.Contains(log.All, line => line.Contains("System.NotSupportedException", StringComparison.Ordinal));
        Assert.DoesNotContain(log.All, line => line.Contains(Secret, StringComparison.OrdinalIgnoreCase));
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
