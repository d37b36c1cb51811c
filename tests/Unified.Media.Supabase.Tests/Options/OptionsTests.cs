using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase.Tests;

public sealed class OptionsTests
{
    private const string Key = "sb_secret_never_to_be_seen";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Options_are_read_from_the_section()
    {
        var options = Read(new()
        {
            ["Supabase:Url"] = "https://abcdefghijklmnopqrst.supabase.co",
            ["Supabase:ServiceRoleKey"] = Key,
            ["Supabase:ResumableThresholdBytes"] = "1000",
            ["Supabase:StallTimeout"] = "00:01:00",
            ["Supabase:BucketMap:playground-images"] = "private-images",
            ["Supabase:BucketContentTypes:0"] = "text/plain",
            ["Supabase:CreateBuckets"] = "false",
        });

        Assert.Equal(new Uri("https://abcdefghijklmnopqrst.supabase.co"), options.Url);
        Assert.Equal(Key, options.ServiceRoleKey);
        Assert.Equal(
            (1000, TimeSpan.FromMinutes(1), false), (options.ResumableThresholdBytes, options.StallTimeout, options.CreateBuckets));
        Assert.Equal("private-images", options.BucketMap["playground-images"]);
        Assert.Equal(["text/plain"], options.BucketContentTypes);
    }

    [Theory]
    [InlineData("SUPABASE_SERVICE_ROLE_KEY")]
    [InlineData("SUPABASE_SECRET_KEY")]
    public void Options_are_read_from_the_settings_of_the_platform(string name)
    {
        var options = Read(new() { ["SUPABASE_URL"] = "http://localhost:54321", [name] = Key });

        Assert.Equal((new Uri("http://localhost:54321"), Key), (options.Url, options.ServiceRoleKey));
    }

    [Fact]
    public void Section_wins_over_platform_settings_and_code_over_both()
    {
        Dictionary<string, string?> settings = new()
        {
            ["SUPABASE_URL"] = "http://platform",
            ["SUPABASE_SECRET_KEY"] = Key,
            ["Supabase:Url"] = "http://section",
        };

        Assert.Equal(new Uri("http://section"), Read(settings).Url);
        Assert.Equal(new Uri("http://code"), Read(settings, options => options.Url = new("http://code")).Url);
    }

    [Fact]
    public void Bound_section_wins_over_the_root_and_code_over_both()
    {
        Dictionary<string, string?> settings = new()
        {
            ["Supabase:Url"] = "http://root",
            ["Supabase:ServiceRoleKey"] = Key,
            ["Supabase:MaxRetries"] = "1",
            ["Supabase:BucketContentTypes:0"] = "text/*",
            ["Media:Supabase:Url"] = "http://bound",
            ["Media:Supabase:BucketContentTypes:0"] = "text/plain",
        };

        var bound = Read(settings);

        Assert.Equal((new Uri("http://bound"), Key, 1), (bound.Url, bound.ServiceRoleKey, bound.MaxRetries));
        Assert.Equal(["text/plain"], bound.BucketContentTypes);
        Assert.Equal(new Uri("http://code"), Read(settings, options => options.Url = new("http://code")).Url);
    }

    [Fact]
    public void Unknown_keys_are_reported_in_the_bound_section_only()
    {
        Dictionary<string, string?> settings = new()
        {
            ["Supabase:Url"] = "http://root",
            ["Supabase:ServiceRoleKey"] = Key,
            ["Supabase:JwtSecret"] = "of another library",
        };
        Assert.NotNull(Read(settings));
        settings["Media:Supabase:Ulr"] = "http://bound";
        settings["Media:Supabase:MaxRetries"] = "many";

        var error = Assert.Throws<OptionsValidationException>(() => Read(settings));

        Assert.Equal(
            ["Media:Supabase:MaxRetries is 'many': the value is of the wrong type.", "Media:Supabase:Ulr is not a known setting."],
            error.Failures.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Options_can_be_set_in_code_alone()
    {
        var services = new ServiceCollection().AddUnifiedMedia(media => media.UseInMemoryWith(options =>
            (options.Url, options.ServiceRoleKey) = (new("http://localhost"), Key)));

        Assert.Equal(Key, services.BuildServiceProvider().GetRequiredService<IOptions<SupabaseStorageOptions>>().Value.ServiceRoleKey);
    }

    [Fact]
    public void Validation_lists_every_failure_and_never_the_key()
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read([], options =>
        {
            options.Url = new("ftp://user:password@host/?x#y");
            options.ServiceRoleKey = "xyzzy plugh\n";
            options.BucketMaxBytes = 0;
            options.BucketContentTypes.Add("image");
            options.BucketMap["a"] = "b/c";
            options.CacheControl = "a\r\nb";
            options.ResumableThresholdBytes = 0;
            options.ResumableChunkBytes = 1000;
            options.UploadSessionFolder = " ";
            options.MaxConnections = 0;
            options.MaxRetries = 11;
            options.StallTimeout = TimeSpan.FromMilliseconds(10);
        }));

        string[] paths =
        [
            "Url", "ServiceRoleKey", "BucketMaxBytes", "BucketContentTypes", "BucketMap", "CacheControl", "ResumableThresholdBytes",
            "ResumableChunkBytes", "UploadSessionFolder", "MaxConnections", "MaxRetries", "StallTimeout",
        ];
        Assert.All(paths, path => Assert.Contains(error.Failures, failure => failure.StartsWith($"Media:Supabase:{path}", StringComparison.Ordinal)));
        Assert.DoesNotContain("xyzzy", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("password", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validation_says_where_missing_options_can_be_set()
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read([]));

        Assert.Contains("SUPABASE_URL", error.Message, StringComparison.Ordinal);
        Assert.Contains("SUPABASE_SERVICE_ROLE_KEY", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Address_without_a_scheme_is_reported_as_invalid()
    {
        var error = Assert.Throws<OptionsValidationException>(
            () => Read(new() { ["SUPABASE_URL"] = "abc.supabase.co", ["SUPABASE_SECRET_KEY"] = Key }));

        Assert.Contains("Url must be an absolute", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("missing", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eyJhbGciOi.eyJyb2xlIjo.c2lnbmF0dXJl", true)]
    [InlineData("sb_secret_x", true)]
    [InlineData("sb_publishable_x", true)]
    [InlineData("service_role", false)]
    [InlineData("", false)]
    [InlineData("sb_secret_x ", false)]
    [InlineData("sb_secret_ö", false)]
    public void Keys_are_validated_by_their_format(string key, bool isValid)
    {
        var error = Record.Exception(() => Read([], options => (options.Url, options.ServiceRoleKey) = (new("http://localhost"), key)));

        Assert.Equal(isValid, error is null);
    }

    [Theory]
    [InlineData(
        "https://abcdefghijklmnopqrst.supabase.co",
        "https://abcdefghijklmnopqrst.supabase.co/storage/v1",
        "https://abcdefghijklmnopqrst.storage.supabase.co/storage/v1",
        true)]
    [InlineData(
        "https://abcdefghijklmnopqrst.supabase.co/",
        "https://abcdefghijklmnopqrst.supabase.co/storage/v1",
        "https://abcdefghijklmnopqrst.storage.supabase.co/storage/v1",
        true)]
    [InlineData(
        "https://abcdefghijklmnopqrst.supabase.co/storage/v1",
        "https://abcdefghijklmnopqrst.supabase.co/storage/v1",
        "https://abcdefghijklmnopqrst.storage.supabase.co/storage/v1",
        true)]
    [InlineData("http://localhost:54321", "http://localhost:54321/storage/v1", "http://localhost:54321/storage/v1", false)]
    [InlineData(
        "https://supabase.example.com/base/",
        "https://supabase.example.com/base/storage/v1",
        "https://supabase.example.com/base/storage/v1",
        false)]
    [InlineData(
        "https://abc.supabase.co.evil.com",
        "https://abc.supabase.co.evil.com/storage/v1",
        "https://abc.supabase.co.evil.com/storage/v1",
        false)]
    public void Addresses_are_derived_from_the_project(string url, string expected, string uploads, bool isHosted)
    {
        var address = new StorageEndpoint(new() { Url = new(url) });

        Assert.Equal((expected, uploads, isHosted), (address.Base, address.UploadBase, address.IsHosted));
    }

    [Fact]
    public void Explicit_addresses_are_used_unchanged()
    {
        var bare = new StorageEndpoint(new()
        {
            Url = new("https://a.supabase.co"),
            StorageUrl = new("http://localhost:5000/"),
            UploadUrl = new("http://direct/x/"),
        });

        Assert.Equal(("http://localhost:5000", "http://direct/x"), (bare.Base, bare.UploadBase));
    }

    [Fact]
    public void Hosted_projects_accept_one_chunk_size_only()
    {
        void Set(SupabaseStorageOptions options, int chunk) =>
            (options.Url, options.ServiceRoleKey, options.ResumableChunkBytes) = (new("https://abc.supabase.co"), Key, chunk);

        Assert.NotNull(Read([], options => Set(options, 6 * 1024 * 1024)));
        Assert.Throws<OptionsValidationException>(() => Read([], options => Set(options, 12 * 1024 * 1024)));
    }

    [Theory]
    [InlineData(5_000_000, "storage.invalid")]
    [InlineData(6 * 1024 * 1024, "direct.invalid")]
    public async Task Large_uploads_use_the_upload_address(int bytes, string expected)
    {
        var host = "";
        await using var stub = new StubHost(
            new StubServer(async (request, _, token) =>
            {
                host = request.RequestUri!.Host;
                await request.Content!.CopyToAsync(Stream.Null, token);
                return StubServer.Ok();
            }),
            options => options.UploadUrl = new("http://direct.invalid/storage/v1"));

        await stub.PutAsync(bytes);

        Assert.Equal(expected, host);
    }

    [Fact]
    public async Task Handlers_for_all_HTTP_clients_do_not_apply()
    {
        var wasUsed = false;
        var services = new ServiceCollection();
        services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new RecordingHandler(() => wasUsed = true)));
        services.AddUnifiedMedia(media => media.UseInMemoryWith(options =>
            (options.StorageUrl, options.ServiceRoleKey, options.MaxRetries) = (new("http://127.0.0.1:9"), Key, 0)));
        await using var provider = services.BuildServiceProvider();

        await Assert.ThrowsAsync<MediaProviderException>(() => provider.GetRequiredService<IObjectStore>().HeadAsync(new("b", "k"), Cancel));

        Assert.False(wasUsed);
        Assert.Equal(Timeout.InfiniteTimeSpan, provider.GetRequiredService<IHttpClientFactory>().CreateClient(StorageTransport.ClientName).Timeout);
    }

    [Fact]
    public async Task Host_without_settings_does_not_start()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddUnifiedMedia(media => media.UseInMemoryWith(_ => { }));
        using var host = builder.Build();

        await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Cancel));
    }

    [Fact]
    public async Task Logs_contain_no_keys_tokens_URLs_or_names_of_objects()
    {
        var lines = new List<string>();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new RecordingLogger(lines)));
        services.AddUnifiedMedia(media => media.UseInMemoryWith(options =>
        {
            options.StorageUrl = new("http://storage.invalid");
            options.ServiceRoleKey = Key;
            options.AccessToken = (_, _) => new("a.users.token");
        }));
        services.AddHttpClient(StorageTransport.ClientName).ConfigurePrimaryHttpMessageHandler(() => new StubServer((_, number) =>
            number % 2 == 1 ? new(System.Net.HttpStatusCode.ServiceUnavailable) : StubServer.Ok("""{"url":"x","token":"signed-token","size":1}""")));
        await using var provider = services.BuildServiceProvider();
        var bucket = provider.GetRequiredService<ISupabaseStorageClient>().From("bucket");
        await bucket.UploadAsync("secret-name.png", new MemoryStream(new byte[1]), cancellationToken: Cancel);
        var signedUpload = await bucket.SignUploadAsync("secret-name.png", cancellationToken: Cancel);
        await bucket.UploadSignedAsync(signedUpload, new MemoryStream(new byte[1]), cancellationToken: Cancel);
        await bucket.FindAsync("secret-name.png", Cancel);

        Assert.Contains(lines, line => line.StartsWith("Retrying to store the object", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.DoesNotMatch("sb_secret|token|secret-name|storage.invalid", line));
        var options = provider.GetRequiredService<IOptions<SupabaseStorageOptions>>().Value;
        Assert.DoesNotContain("sb_secret", options.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_match_the_documentation()
    {
        var options = new SupabaseStorageOptions();

        Assert.Equal("private, max-age=3600", options.CacheControl);
        Assert.Equal(
            (134_217_728, 64, 3, TimeSpan.FromSeconds(30)),
            (options.ResumableThresholdBytes, options.MaxConnections, options.MaxRetries, options.StallTimeout));
        Assert.True(options.CreateBuckets);
        Assert.False(options.AllowPrivateItemsInPublicBuckets);
        Assert.Null(options.ResumableChunkBytes);
    }

    private static SupabaseStorageOptions Read(Dictionary<string, string?> settings, Action<SupabaseStorageOptions>? configure = null)
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddUnifiedMedia(media => media.Bind(configuration.GetSection("Media")).UseInMemoryWith(configure));
        return services.BuildServiceProvider().GetRequiredService<IOptions<SupabaseStorageOptions>>().Value;
    }

    private sealed class RecordingHandler(Action record) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            record();
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class RecordingLogger(List<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines)
            {
                lines.Add(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
