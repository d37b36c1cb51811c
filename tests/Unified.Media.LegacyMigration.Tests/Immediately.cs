namespace Unified.Media.LegacyMigration.Tests;

/// <summary>Progress that is heard at once, on the reporter's own thread.</summary>
internal sealed class Immediately<T>(Action<T> hear) : IProgress<T>
{
    public void Report(T value) => hear(value);
}
