using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests;

/// <summary>The options of the catalog, from configuration, code and services.</summary>
public sealed class PostgresOptionsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_reports_the_failures_of_all_options_at_once()
    {
        var message = await FailureOfStartAsync(
            (media, configuration) => media.Bind(configuration.GetSection("Media")).UsePostgres(),
            new()
            {
                ["Media:Images:MaxBytes"] = "0",
                ["Media:PostgresNames:Schema"] = "Not Plain",
                ["Media:Postgres:MaxRetries"] = "11",
                ["Media:Postgres:MaxRetry"] = "3",
                ["Media:Postgres:OwnerCacheDuration"] = "later",
            });

        Assert.Contains("Media:Images:MaxBytes is 0", message, StringComparison.Ordinal);
        Assert.Contains("Media:PostgresNames:Schema is 'Not Plain'", message, StringComparison.Ordinal);
        Assert.Contains("Media:Postgres:MaxRetries is 11", message, StringComparison.Ordinal);
        Assert.Contains("Media:Postgres:MaxRetry is not a known setting", message, StringComparison.Ordinal);
        Assert.Contains("Media:Postgres:OwnerCacheDuration is 'later'", message, StringComparison.Ordinal);
        Assert.Contains("Media:Postgres:ConnectionString is missing: set ConnectionStrings:Media.", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_for_a_missing_connection_string_names_its_setting()
    {
        var renamed = await FailureOfStartAsync((media, _) => media.UsePostgres(options => options.ConnectionName = "Pictures"));
        var given = await FailureOfStartAsync((media, configuration) => media.UsePostgres(configuration.GetConnectionString("Photos")!));
        var resolved = await FailureOfStartAsync(
            (media, _) => media.UsePostgres(services => services.GetRequiredService<IConfiguration>().GetConnectionString("Films")));

        Assert.Contains("Media:Postgres:ConnectionString is missing: set ConnectionStrings:Pictures.", renamed, StringComparison.Ordinal);
        Assert.Contains("GetConnectionString(\"Photos\")", given, StringComparison.Ordinal);
        Assert.Contains("GetConnectionString(\"Films\")", resolved, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hunter2")]
    [InlineData("Host=db;Port=hunter2")]
    [InlineData("Host=db;Unknown Keyword=hunter2")]
    [InlineData("Database=media;Password=hunter2")]
    public async Task Error_for_a_malformed_connection_string_hides_its_value(string connectionString)
    {
        var message = await FailureOfStartAsync(
            (media, configuration) => media.Bind(configuration.GetSection("Media")).UsePostgres(),
            new()
            {
                ["ConnectionStrings:Media"] = connectionString,
                ["Media:Postgres:WorkerConnectionString"] = connectionString,
                ["Media:Postgres:ServiceConnectionString"] = connectionString,
            });

        Assert.Contains("ConnectionString (read from ConnectionStrings:Media) is not a valid connection string", message, StringComparison.Ordinal);
        Assert.Contains("Media:Postgres:WorkerConnectionString is not a valid", message, StringComparison.Ordinal);
        Assert.Contains("Media:Postgres:ServiceConnectionString is not a valid", message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", message, StringComparison.Ordinal);

        message = await FailureOfStartAsync((media, _) => media.UsePostgres("Password=hunter2"));

        Assert.Contains("ConnectionString (given to UsePostgres) is not a valid connection string", message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_come_from_configuration_or_services()
    {
        await using var leased = await LeasedDatabase.TakeAsync(DatabaseTemplate.Empty, Cancel);
        Action<UnifiedMediaBuilder>[] ways =
        [
            media => media.UsePostgres(),
            media => media.UsePostgres(leased.App),
            media => media.UsePostgres(leased.Connections.App),
            media => media.UsePostgres(services => services.GetRequiredKeyedService<NpgsqlDataSource>("media")),
            media => media.UsePostgres(services => services.GetRequiredService<IConfiguration>().GetConnectionString("Media")),
        ];

        foreach (var use in ways)
        {
            var builder = Host.CreateEmptyApplicationBuilder(null);
            builder.Configuration["ConnectionStrings:Media"] = leased.App;
            builder.Services.AddKeyedSingleton("media", (_, _) => NpgsqlDataSource.Create(leased.App));
            builder.Services.AddUnifiedMedia(media => use(
                media.UseLocalFolder(Path.GetTempPath()).Configure(options => options.Janitor.Enabled = false)));
            using var host = builder.Build();

            await host.StartAsync(Cancel);

            var user = MediaUser.For(OwnerId.FromGuid(Guid.CreateVersion7()));
            var store = host.Services.GetRequiredService<IUnifiedMediaStore>();
            Assert.Empty((await store.GetUserUnifiedMediaAsync(user, cancellationToken: Cancel)).Items);
            await host.StopAsync(Cancel);
        }
    }

    private static async Task<string> FailureOfStartAsync(
        Action<UnifiedMediaBuilder, IConfiguration> use, Dictionary<string, string?>? settings = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Services.AddUnifiedMedia(media => use(media.UseLocalFolder(Path.GetTempPath()), builder.Configuration));
        using var host = builder.Build();
        return (await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync(Cancel))).Message;
    }
}
