using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Unified.Media.Migrations;
using Unified.Media.TestDatabase;

namespace Unified.Media.LegacyMigration.Tests;

/// <summary>The module in a host.</summary>
public sealed class HostTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, false, false, false)]
    [InlineData(false, false, false, false)]
    [InlineData(true, false, true, true)]
    [InlineData(false, true, false, true)]
    [InlineData(true, true, true, true)]
    public async Task Host_applies_the_module_to_databases_that_need_it(bool addedFirst, bool hasOlderTables, bool always, bool isApplied)
    {
        await using var database = await FreshDatabase.CreateAsync(
            hasOlderTables ? DatabaseTemplate.LegacyBRows : DatabaseTemplate.Empty, Cancel);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddUnifiedMedia(media => _ = addedFirst
            ? media.UseInMemory().AddLegacyMigration(always).MigrateOnStart(database.ConnectionString)
            : media.UseInMemory().MigrateOnStart(database.ConnectionString).AddLegacyMigration(always));
        using var host = builder.Build();

        await host.StartAsync(Cancel);

        var status = await host.Services.GetRequiredService<IMigrationStatus>().GetStatusAsync(Cancel);
        var health = await new UnifiedMediaSchemaHealthCheck(host.Services.GetRequiredService<IMigrationStatus>()).CheckHealthAsync(new(), Cancel);
        await host.StopAsync(Cancel);
        Assert.True(status.IsUpToDate);
        Assert.Equal(isApplied, status.Steps.Any(step => step.Module == "legacy"));
        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.Equal(isApplied ? "core legacy" : "core", health.Data["modules"]);
        Assert.Equal(isApplied, await database.ScalarAsync<bool>("SELECT to_regclass('unified_media.legacy_items') IS NOT NULL", Cancel));
    }
}
