using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.LegacyMigration.Tests;

/// <summary>Options of the legacy migration.</summary>
public sealed class OptionsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invalid_options_and_names_are_listed_in_one_message()
    {
        await using var source = NpgsqlDataSource.Create("Host=nowhere");
        var options = new LegacyMigrationOptions
        {
            TargetBatchDuration = TimeSpan.FromMinutes(1),
            MinBatchSize = 0,
            MaxBatchSize = 2_000_000,
            BatchDelay = TimeSpan.FromHours(1),
            MaxFailures = -1,
            LeaseDuration = TimeSpan.Zero,
            LockTimeout = TimeSpan.Zero,
            MaxListedEntries = 0,
        };

        var error = Assert.Throws<ArgumentException>(() => new LegacyMigrator(source, new() { Schema = "a;drop" }, options));

        Assert.All(
            ["Schema is 'a;drop'", "TargetBatchDuration is", "MinBatchSize is 0", "MaxBatchSize is", "BatchDelay is", "MaxFailures is -1",
                "LeaseDuration is",
                "LockTimeout is", "MaxListedEntries is 0"],
            part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Host_start_lists_failures_by_configuration_path()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["Media:LegacyMigration:MaxListedEntries"] = "0";
        builder.Configuration["Media:LegacyMigration:TargetBatchDuration"] = "long";
        builder.Configuration["Media:LegacyMigration:BatchSize"] = "10";
        builder.Services.AddUnifiedMedia(media => media
            .UseInMemory().Bind(builder.Configuration.GetSection("Media")).MigrateOnStart().AddLegacyMigration());
        using var host = builder.Build();

        var message = (await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync(Cancel))).Message;

        Assert.Contains("Media:LegacyMigration:MaxListedEntries is 0", message, StringComparison.Ordinal);
        Assert.Contains("Media:LegacyMigration:TargetBatchDuration is 'long'", message, StringComparison.Ordinal);
        Assert.Contains("Media:LegacyMigration:BatchSize is not a known setting", message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings:MediaOwner", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Section_is_read_once_when_the_package_is_added_twice()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["Media:LegacyMigration:MaxListedEntries"] = "5";
        builder.Configuration["Media:LegacyMigration:StorageHosts:0"] = "abc.supabase.co";
        builder.Services.AddUnifiedMedia(media => media
            .UseInMemory()
            .Bind(builder.Configuration.GetSection("Media"))
            .AddLegacyMigration(configure: options => options.MaxListedEntries = 7)
            .AddLegacyMigration());
        using var host = builder.Build();

        var options = host.Services.GetRequiredService<IOptions<LegacyMigrationOptions>>().Value;

        Assert.Equal(7, options.MaxListedEntries);
        Assert.Equal(["abc.supabase.co"], options.StorageHosts);
    }

    [Fact]
    public async Task Migrator_of_a_host_uses_connections_and_names_of_its_schema()
    {
        await using var database = await FreshDatabase.CreateAsync(cancellationToken: Cancel);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddUnifiedMedia(media => media
            .UseInMemory()
            .Configure(options => options.PostgresNames.Schema = "named_once")
            .MigrateOnStart(database.ConnectionString)
            .AddLegacyMigration(applyAlways: true));
        using var host = builder.Build();

        await host.StartAsync(Cancel);
        var status = await host.Services.GetRequiredService<LegacyMigrator>().GetStatusAsync(Cancel);

        Assert.Equal(LegacyPhase.None, status.Phase);
        Assert.True(await database.ScalarAsync<bool>("select to_regclass('named_once.objects') is not null", Cancel));
        await host.StopAsync(Cancel);
    }
}
