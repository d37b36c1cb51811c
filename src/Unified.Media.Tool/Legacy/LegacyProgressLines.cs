using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary>
/// Shows how far a migration of older tables is. Called in the order of things, which <see cref="Progress{T}"/> does not promise.
/// </summary>
internal sealed class LegacyProgressLines(IProgressDisplay display) : IProgress<LegacyProgress>
{
    private string? _waitsFor;

    public void Report(LegacyProgress value)
    {
        // The number of rows is an estimate until all of them have been seen.
        long? total = value.Total is { } about ? Math.Max(about, value.Rows) : null;
        display.Show($"{Word(value.Stage)} {value.Job}", value.Rows, total, value.Job == "newest" ? "people" : "rows");
        if (value.WaitReason is { } waitsFor && waitsFor != _waitsFor)
        {
            display.Note($"waits for {waitsFor}");
        }

        _waitsFor = value.WaitReason;
    }

    private static string Word(LegacyStage stage) => stage switch
    {
        LegacyStage.CheckingObjects => "checking objects",
        LegacyStage.RollingBack => "rolling back",
        _ => $"{stage}".ToLowerInvariant(),
    };
}
