using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary>
/// Displays the progress of a legacy migration. Unlike <see cref="Progress{T}"/>, it is called synchronously and in order.
/// </summary>
internal sealed class LegacyProgressReporter(IProgressDisplay display) : IProgress<LegacyProgress>
{
    private string? _waitReason;

    public void Report(LegacyProgress value)
    {
        // The total is an estimate and can be less than the number of rows that were already read.
        long? total = value.Total is { } estimate ? Math.Max(estimate, value.Rows) : null;

        // The job "newest" counts logins, because it copies the newest rows of one login at a time.
        display.Show($"{ToWord(value.Stage)} {value.Job}", value.Rows, total, value.Job == "newest" ? "user" : "row");
        if (value.WaitReason is { } waitReason && waitReason != _waitReason)
        {
            display.Note($"waiting for {waitReason}");
        }

        _waitReason = value.WaitReason;
    }

    private static string ToWord(LegacyStage stage) => stage switch
    {
        LegacyStage.CheckingObjects => "checking objects",
        LegacyStage.RollingBack => "rolling back",
        _ => $"{stage}".ToLowerInvariant(),
    };
}
