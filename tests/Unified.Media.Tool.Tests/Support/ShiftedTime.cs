namespace Unified.Media.Tool.Tests;

/// <summary>A clock that goes wrong by a fixed time.</summary>
internal sealed class ShiftedTime(TimeSpan shift) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
}
