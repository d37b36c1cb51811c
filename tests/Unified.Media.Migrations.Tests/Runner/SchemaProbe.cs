using Microsoft.Extensions.Hosting;
using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

/// <summary>A hosted service, registered first, that checks at its start whether the schema exists.</summary>
internal sealed class SchemaProbe(FreshDatabase database) : IHostedService
{
    public bool SawSchema { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken) =>
        SawSchema = await database.ScalarAsync<bool>("SELECT to_regclass('unified_media.objects') IS NOT NULL", cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
