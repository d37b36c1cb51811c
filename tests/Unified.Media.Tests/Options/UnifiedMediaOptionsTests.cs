using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Unified.Media.Tests;

public sealed class UnifiedMediaOptionsTests
{
    [Fact]
    public void Defaults_match_the_documentation()
    {
        var options = new UnifiedMediaOptions();

        Assert.Equal((52_428_800, 524_288_000), (options.Images.MaxBytes, options.Videos.MaxBytes));
        foreach (var limits in new[] { options.Images, options.Videos })
        {
            Assert.Equal((50_000_000, 16_384, 1_000), (limits.MaxPixels, limits.MaxSide, limits.MaxFrames));
            Assert.Equal((TimeSpan.FromHours(1), true, 0), (limits.MaxDuration, limits.StripMetadata, limits.ContentTypes.Count));
        }

        Assert.Equal(("/api/media", null), (options.ContentBaseUrl, options.SpoolFolder));
        Assert.Equal(TimeSpan.FromMinutes(5), options.UrlLifetime);
        Assert.Equal(TimeSpan.FromMinutes(15), options.UploadLease);
        Assert.Equal((true, TimeSpan.FromSeconds(30)), (options.Janitor.Enabled, options.Janitor.Interval));
        Assert.Equal(TimeSpan.FromDays(7), options.TombstoneRetention);
        Assert.Equal((60, 10, 10), (
            options.Remote.TotalTimeout.TotalSeconds, options.Remote.IdleTimeout.TotalSeconds, options.Remote.ConnectTimeout.TotalSeconds));
        Assert.Equal((3, 0), (options.Remote.MaxRedirects, options.Remote.AllowedDevelopmentHosts.Count));
        Assert.False(options.ServiceAllowed);
    }

    public static TheoryData<string, string> Bad => new()
    {
        { "Images:MaxBytes", "0" },
        { "Images:MaxPixels", "0" },
        { "Images:MaxSide", "-1" },
        { "Images:MaxFrames", "0" },
        { "Images:MaxDuration", "00:00:00" },
        { "Images:ContentTypes:0", "video/mp4" },
        { "Images:ContentTypes:0", "image/svg+xml" },
        { "Images:ContentTypes:0", "" },
        { "Videos:MaxBytes", "-5" },
        { "Videos:MaxPixels", "-1" },
        { "Videos:MaxSide", "0" },
        { "Videos:MaxFrames", "-1" },
        { "Videos:MaxDuration", "-00:00:01" },
        { "Videos:ContentTypes:0", "image/png" },
        { "Remote:TotalTimeout", "00:00:00" },
        { "Remote:TotalTimeout", "01:00:01" },
        { "Remote:IdleTimeout", "00:01:01" },
        { "Remote:ConnectTimeout", "00:00:00" },
        { "Remote:MaxRedirects", "11" },
        { "Remote:MaxRedirects", "-1" },
        { "Remote:AllowedDevelopmentHosts:0", "http://localhost" },
        { "ContentBaseUrl", "" },
        { "ContentBaseUrl", "   " },
        { "ContentBaseUrl", "api/media" },
        { "ContentBaseUrl", "javascript:alert(1)" },
        { "ContentBaseUrl", "file:///srv/media" },
        { "ContentBaseUrl", "/media?a=b" },
        { "ContentBaseUrl", "https://app.example/#media" },
        { "UrlLifetime", "00:00:00.999" },
        { "UrlLifetime", "1.00:00:01" },
        { "UploadLease", "00:00:59" },
        { "UploadLease", "1.00:00:01" },
        { "Janitor:Interval", "00:00:00.5" },
        { "Janitor:Interval", "01:00:01" },
        { "TombstoneRetention", "6.23:59:59" },
        { "TombstoneRetention", "3651.00:00:00" },
        { "SpoolFolder", "/no/such/folder" },
        { "SpoolFolder", "" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Invalid_value_is_reported_with_its_path(string key, string value)
    {
        await using var services = Build(new() { [key] = value });

        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IUnifiedMediaStore>());

        var path = string.Join(':', key.Split(':').Where(part => !char.IsDigit(part[0])));
        Assert.Contains(refused.Failures, failure => failure.StartsWith(path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_message_reports_every_invalid_value()
    {
        var configuration = Bad.Select(row => row.Data).GroupBy(row => row.Item1).ToDictionary(
            group => group.Key, string? (group) => group.First().Item2);
        await using var services = Build(configuration);

        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IUnifiedMediaStore>());

        Assert.All(
            configuration.Keys.Select(key => string.Join(':', key.Split(':').Where(part => !char.IsDigit(part[0])))),
            path => Assert.Contains(path, refused.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ContentBaseUrl", "/")]
    [InlineData("ContentBaseUrl", "https://app.example/media/")]
    [InlineData("UrlLifetime", "00:00:01")]
    [InlineData("UrlLifetime", "1.00:00:00")]
    [InlineData("UploadLease", "00:01:00")]
    [InlineData("UploadLease", "1.00:00:00")]
    [InlineData("Janitor:Interval", "00:00:01")]
    [InlineData("Janitor:Interval", "01:00:00")]
    [InlineData("TombstoneRetention", "7.00:00:00")]
    [InlineData("Images:MaxBytes", "1")]
    [InlineData("Images:ContentTypes:0", "image/webp")]
    [InlineData("Videos:ContentTypes:0", "video/webm")]
    [InlineData("Remote:AllowedDevelopmentHosts:0", "localhost:5001")]
    public async Task Value_at_its_bound_is_accepted(string key, string value)
    {
        await using var services = Build(new() { [key] = value });

        Assert.NotNull(services.GetRequiredService<IUnifiedMediaStore>());
    }

    [Fact]
    public async Task Configuration_binds_every_option_and_later_code_wins()
    {
        var configuration = new Dictionary<string, string?>
        {
            ["Images:MaxBytes"] = "1000",
            ["Images:StripMetadata"] = "false",
            ["Images:ContentTypes:0"] = "image/png",
            ["Videos:MaxDuration"] = "00:10:00",
            ["Remote:MaxRedirects"] = "1",
            ["Remote:AllowedDevelopmentHosts:0"] = "localhost:5001",
            ["ContentBaseUrl"] = "/files",
            ["UrlLifetime"] = "00:01:00",
        };
        await using var services = Build(configuration, media => media.Configure(options => options.Images.MaxBytes = 2_000));

        var options = services.GetRequiredService<IOptions<UnifiedMediaOptions>>().Value;

        Assert.Equal((2_000, false), (options.Images.MaxBytes, options.Images.StripMetadata));
        Assert.Equal(["image/png"], options.Images.ContentTypes);
        Assert.Equal((TimeSpan.FromMinutes(10), 524_288_000), (options.Videos.MaxDuration, options.Videos.MaxBytes));
        Assert.Equal(1, options.Remote.MaxRedirects);
        Assert.Equal(["localhost:5001"], options.Remote.AllowedDevelopmentHosts);
        Assert.Equal(("/files", TimeSpan.FromMinutes(1)), (options.ContentBaseUrl, options.UrlLifetime));
        Assert.False(options.ServiceAllowed);
    }

    private static ServiceProvider Build(Dictionary<string, string?> configuration, Action<UnifiedMediaBuilder>? configure = null) =>
        new ServiceCollection()
            .AddUnifiedMedia(media =>
            {
                media.UseInMemory().Bind(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build());
                configure?.Invoke(media);
            })
            .BuildServiceProvider();
}
