namespace Unified.Media.Tool.Tests;

/// <summary>A clock with a fixed offset from the system clock.</summary>
internal sealed class OffsetTimeProvider(TimeSpan offset) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + offset;
}
