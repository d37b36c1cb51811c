namespace Unified.Media;

/// <summary>The status of drivers without a schema to migrate.</summary>
internal sealed class NoMigrations : IMigrationStatus
{
    public Task<MigrationStatus> GetStatusAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(new MigrationStatus { Steps = [] });
}
