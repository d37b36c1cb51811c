using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

/// <summary>Migrations in a host.</summary>
public sealed class HostTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Schema_is_migrated_before_any_service_starts(bool fromConnectionString)
    {
        await using var database = await FreshDatabase.CreateAsync(cancellationToken: Cancel);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHostedService(services => new SchemaProbe(database));
        builder.Services.AddUnifiedMedia(media => _ = fromConnectionString
            ? media.UseInMemory().MigrateOnStart(database.ConnectionString)
            : media.UseInMemory().MigrateOnStart(database.DataSource));
        using var host = builder.Build();

        await host.StartAsync(Cancel);

        Assert.True(host.Services.GetServices<IHostedService>().OfType<SchemaProbe>().Single().SawSchema);
        Assert.True((await host.Services.GetRequiredService<IMigrationStatus>().GetStatusAsync(Cancel)).IsUpToDate);
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task Host_does_not_start_when_the_migration_fails()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddUnifiedMedia(media => media.UseInMemory().MigrateOnStart("Host=127.0.0.1;Port=1;Username=nobody;Timeout=2"));
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<MediaMigrationException>(() => host.StartAsync(Cancel));

        Assert.Equal(MigrationErrorCode.Unavailable, error.Code);
    }

    [Fact]
    public async Task Several_hosts_can_start_concurrently()
    {
        await using var database = await FreshDatabase.CreateAsync(cancellationToken: Cancel);
        var hosts = Enumerable.Range(0, 3).Select(_ =>
        {
            var builder = Host.CreateApplicationBuilder();
            builder.Logging.ClearProviders();
            builder.Services.AddUnifiedMedia(media => media.UseInMemory().MigrateOnStart(database.ConnectionString));
            return builder.Build();
        }).ToArray();

        await Task.WhenAll(hosts.Select(host => host.StartAsync(Cancel)));

        foreach (var host in hosts)
        {
            await host.StopAsync(Cancel);
            host.Dispose();
        }
    }

    [Fact]
    public async Task Host_start_lists_invalid_names_and_options()
    {
        var message = await FailureOfStartAsync(
            (media, configuration) => media.Bind(configuration.GetSection("Media")).MigrateOnStart(),
            new()
            {
                ["Media:PostgresNames:Schema"] = "Not Plain",
                ["Media:Migrations:LockTimeout"] = "00:05:00",
                ["Media:Migrations:RunnerWaitTimeout"] = "for ever",
                ["Media:Migrations:LockTimeOuts"] = "1",
                ["Media:UrlLifetime"] = "00:00:00",
            });

        Assert.Contains("Media:PostgresNames:Schema is 'Not Plain'", message, StringComparison.Ordinal);
        Assert.Contains("Media:Migrations:LockTimeout is 00:05:00", message, StringComparison.Ordinal);
        Assert.Contains("Media:Migrations:RunnerWaitTimeout is 'for ever'", message, StringComparison.Ordinal);
        Assert.Contains("Media:Migrations:LockTimeOuts is not a known setting", message, StringComparison.Ordinal);
        Assert.Contains("Media:UrlLifetime is 00:00:00", message, StringComparison.Ordinal);
        Assert.Contains("Media:Migrations:ConnectionString is missing: set ConnectionStrings:MediaOwner.", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invalid_connection_string_is_reported_by_setting_without_its_value()
    {
        var given = await FailureOfStartAsync((media, configuration) => media.MigrateOnStart(configuration.GetConnectionString("Owner")!));
        var malformed = await FailureOfStartAsync((media, _) => media.MigrateOnStart("Host=db;Port=hunter2"));
        var configured = await FailureOfStartAsync(
            (media, _) => media.MigrateOnStart(options => options.ConnectionName = "Admin"),
            new() { ["ConnectionStrings:Admin"] = "Password=hunter2" });

        Assert.Contains("GetConnectionString(\"Owner\")", given, StringComparison.Ordinal);
        Assert.Contains("ConnectionString (passed to MigrateOnStart or AddMigrations) is not a valid", malformed, StringComparison.Ordinal);
        Assert.Contains("ConnectionString (read from ConnectionStrings:Admin) is not a valid", configured, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", malformed + configured, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_and_names_come_from_configuration_or_services()
    {
        await using var database = await FreshDatabase.CreateAsync(cancellationToken: Cancel);
        var suffix = Random.Shared.Next();
        Func<UnifiedMediaBuilder, UnifiedMediaBuilder>[] ways =
        [
            media => media.MigrateOnStart(),
            media => media.MigrateOnStart(services => services.GetRequiredKeyedService<NpgsqlDataSource>("owner")),
            media => media.MigrateOnStart(services => services.GetRequiredService<IConfiguration>().GetConnectionString("MediaOwner")),
        ];
        foreach (var use in ways)
        {
            var builder = Host.CreateEmptyApplicationBuilder(null);
            builder.Configuration["ConnectionStrings:MediaOwner"] = database.ConnectionString;
            builder.Configuration["Media:PostgresNames:Schema"] = "named_once";
            builder.Configuration["Media:PostgresNames:WorkerRole"] = $"named_worker_{suffix}";
            builder.Services.AddKeyedSingleton("owner", (_, _) => NpgsqlDataSource.Create(database.ConnectionString));
            builder.Services.AddUnifiedMedia(media => use(media.UseInMemory().Bind(builder.Configuration.GetSection("Media"))));
            using var host = builder.Build();

            await host.StartAsync(Cancel);

            Assert.True(await database.ScalarAsync<bool>("select to_regclass('named_once.objects') is not null", Cancel));
            await host.StopAsync(Cancel);
        }
    }

    [Fact]
    public void Second_call_of_MigrateOnStart_is_rejected()
    {
        var services = new ServiceCollection();

        var error = Assert.Throws<InvalidOperationException>(() => services.AddUnifiedMedia(
            media => media.UseInMemory().AddMigrations("Host=nowhere").MigrateOnStart("Host=nowhere")));

        Assert.Contains("Call either MigrateOnStart or AddMigrations, once", error.Message, StringComparison.Ordinal);
    }

    private static async Task<string> FailureOfStartAsync(
        Func<UnifiedMediaBuilder, IConfiguration, UnifiedMediaBuilder> use, Dictionary<string, string?>? settings = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Services.AddUnifiedMedia(media => use(media.UseInMemory(), builder.Configuration));
        using var host = builder.Build();
        return (await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync(Cancel))).Message;
    }

    [Fact]
    public async Task Health_check_reports_the_state_of_the_schema()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        var schema = runner.Schema(("0010_a.sql", "select 1"), ("0020_b.sql", "select 1"));
        var check = new UnifiedMediaSchemaHealthCheck(schema);

        var before = await check.CheckHealthAsync(new(), Cancel);
        await schema.MigrateAsync(cancellationToken: Cancel);
        var after = await check.CheckHealthAsync(new(), Cancel);
        var degraded = await new UnifiedMediaSchemaHealthCheck(runner.Schema(("0010_a.sql", "select 2")))
            .CheckHealthAsync(new() { Registration = new("x", check, HealthStatus.Degraded, null) }, Cancel);
        var unreachable = await new UnifiedMediaSchemaHealthCheck(runner.Schema("Host=127.0.0.1;Port=1;Username=nobody;Timeout=2", null))
            .CheckHealthAsync(new(), Cancel);

        Assert.Equal(HealthStatus.Unhealthy, before.Status);
        Assert.Equal("0010_a:Pending 0020_b:Pending", before.Data["behind"]);
        Assert.Equal(HealthStatus.Healthy, after.Status);
        Assert.Equal(HealthStatus.Degraded, degraded.Status);
        Assert.Contains("0010_a:Edited", degraded.Description, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Unhealthy, unreachable.Status);
        Assert.Equal(MigrationErrorCode.Unavailable, unreachable.Data["code"]);
    }
}
