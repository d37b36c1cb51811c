namespace Unified.Media.Tool;

/// <summary>What a sweep found and did.</summary>
/// <param name="Store">Which object store was swept.</param>
/// <param name="DryRun">Whether nothing was to be done.</param>
/// <param name="Finished">How many unfinished uploads and deletes had their objects erased.</param>
/// <param name="Seen">How many objects with keys of the library's there are.</param>
/// <param name="UnreferencedCount">How many of them no ledger row names.</param>
/// <param name="Unreferenced">The first thousand of those.</param>
/// <param name="Erased">How many of those were erased.</param>
internal sealed record ObjectsSweepReport(
    string Store, bool DryRun, int Finished, long Seen, int UnreferencedCount, IReadOnlyList<string> Unreferenced, int Erased) : IReport
{
    private const int Shown = 20;

    // Rubbish is no loss, but a dry run that finds some has something to say.
    public ExitCode Exit => UnreferencedCount > Erased ? ExitCode.Differences : ExitCode.Clean;

    public void Draw(Page page)
    {
        foreach (var location in Unreferenced.Take(Shown))
        {
            page.Line(location);
        }

        if (UnreferencedCount > Shown)
        {
            page.Quiet($"and {Page.Count(UnreferencedCount - Shown)} more; --json names the first thousand");
        }

        page.Line(
            Exit == ExitCode.Clean ? Mark.Good : Mark.Warning,
            $"{Page.Count(Seen)} objects seen, {Page.Count(UnreferencedCount)} that nothing names, {Page.Count(Erased)} erased"
            + (DryRun ? " (dry run)" : $"; {Page.Count(Finished)} unfinished uploads and deletes finished"), Store);
    }
}
