namespace Unified.Media.Migrations.Tests;

/// <summary>Tells at once, in order: unlike <see cref="Progress{T}"/>.</summary>
internal sealed class ImmediateProgress(Action<MigrationProgress> tell) : IProgress<MigrationProgress>
{
    public void Report(MigrationProgress value) => tell(value);
}
