namespace Unified.Media.LegacyMigration.Tests;

/// <summary>Reports synchronously, on the thread of the caller.</summary>
internal sealed class ImmediateProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
