using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Unified.Media.Tests;

/// <summary>Tests of invalid keys in a configuration section.</summary>
public sealed class BoundConfigurationTests
{
    [Fact]
    public void Every_unknown_key_is_reported_with_its_path()
    {
        var failures = FailuresOf(new()
        {
            ["Media:Imagse:MaxBytes"] = "1",
            ["Media:Images:MaxByte"] = "1",
            ["Media:Remote:Proxy:Url"] = "https://proxy.example",
            ["Media:JanitorInterval"] = "00:00:30",
            ["Media:ServiceAllowed"] = "true",
            ["Other:Key"] = "1",
        });

        Assert.Equal(
            [
                "Media:Images:MaxByte is not a known setting.",
                "Media:Imagse:MaxBytes is not a known setting.",
                "Media:JanitorInterval is not a known setting.",
                "Media:Remote:Proxy:Url is not a known setting.",
                "Media:ServiceAllowed is not a known setting.",
            ],
            failures.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Values_of_the_wrong_type_are_reported_beside_broken_rules()
    {
        var failures = FailuresOf(new()
        {
            ["Media:Videos:MaxBytes"] = "ten",
            ["Media:Videos:MaxSide"] = "0",
            ["Media:Janitor:Enabled"] = "perhaps",
            ["Media:Janitor:Interval"] = "00:00:00",
            ["Media:UrlLifetime"] = "soon",
        });

        Assert.Equal(
            [
                "Media:Janitor:Enabled is 'perhaps': the value is of the wrong type.",
                "Media:Janitor:Interval is 00:00:00: it must be between 00:00:01 and 01:00:00.",
                "Media:UrlLifetime is 'soon': the value is of the wrong type.",
                "Media:Videos:MaxBytes is 'ten': the value is of the wrong type.",
                "Media:Videos:MaxSide is 0: it must be at least 1.",
            ],
            failures.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void One_message_reports_every_invalid_database_name()
    {
        var failures = FailuresOf(new()
        {
            ["Media:PostgresNames:Schema"] = "Not Plain",
            ["Media:PostgresNames:MediaSchema"] = "pg_catalog",
            ["Media:PostgresNames:WorkerRole"] = "current_user",
            ["Media:PostgresNames:ServiceRole"] = "anon",
        });

        Assert.Equal(3, failures.Count);
        Assert.All(failures, failure => Assert.StartsWith("Media:PostgresNames:", failure, StringComparison.Ordinal));
        Assert.Contains(failures, failure => failure.Contains("AnonymousRole and ServiceRole are both 'anon'", StringComparison.Ordinal));
    }

    [Fact]
    public void Sections_of_known_packages_and_null_values_are_accepted() =>
        Assert.Empty(FailuresOf(new() { ["Media:Postgres:MaxRetries"] = "1", ["Media:Migrations:LockTimeout"] = "x", ["Media:SpoolFolder"] = null }));

    [Fact]
    public void Root_configuration_may_contain_unrelated_keys()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Logging:LogLevel:Default"] = "Warning",
                ["PATH"] = "/bin",
                ["Images:MaxByte"] = "1",
            })
            .Build();

        Assert.Equal(["Images:MaxByte is not a known setting."], FailuresWith(configuration));
    }

    [Fact]
    public async Task Invalid_options_of_code_are_reported_under_the_default_section()
    {
        await using var services = new ServiceCollection()
            .AddUnifiedMedia(media => media.UseInMemory().Configure(options => options.Images.MaxBytes = 0))
            .BuildServiceProvider();

        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<UnifiedMediaOptions>>().Value);

        Assert.Equal(["Media:Images:MaxBytes is 0: it must be at least 1."], refused.Failures);
    }

    private static IReadOnlyList<string> FailuresOf(Dictionary<string, string?> settings) =>
        FailuresWith(new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection("Media"));

    private static IReadOnlyList<string> FailuresWith(IConfiguration configuration)
    {
        using var services = new ServiceCollection().AddUnifiedMedia(media => media.UseInMemory().Bind(configuration)).BuildServiceProvider();
        try
        {
            _ = services.GetRequiredService<IOptions<UnifiedMediaOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException refused)
        {
            return [.. refused.Failures];
        }
    }
}
