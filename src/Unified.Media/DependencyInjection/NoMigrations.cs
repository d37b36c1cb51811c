namespace Unified.Media;

/// <summary>Reports that there are no migration steps, for drivers without a schema.</summary>
internal sealed class NoMigrations : IMigrationStatus
{
    public Task<MigrationStatus> GetStatusAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(new MigrationStatus { Steps = [] });
}
