namespace Unified.Media.Migrations.Tests;

/// <summary>Reports synchronously and in order, unlike <see cref="Progress{T}"/>.</summary>
internal sealed class ImmediateProgress(Action<MigrationProgress> report) : IProgress<MigrationProgress>
{
    public void Report(MigrationProgress value) => report(value);
}
