namespace Unified.Media.Tool;

/// <summary>The result of a sweep.</summary>
/// <param name="Store">The name of the object store.</param>
/// <param name="DryRun">True for a dry run, which deletes nothing.</param>
/// <param name="Finished">The number of interrupted uploads and deletes whose objects were deleted.</param>
/// <param name="Scanned">The number of objects in the store whose keys have the format of the library.</param>
/// <param name="UnreferencedCount">The number of scanned objects that no ledger row references.</param>
/// <param name="Unreferenced">The first 1,000 of the unreferenced objects.</param>
/// <param name="Deleted">The number of unreferenced objects that were deleted.</param>
internal sealed record ObjectsSweepReport(
    string Store, bool DryRun, int Finished, long Scanned, int UnreferencedCount, IReadOnlyList<string> Unreferenced, int Deleted) : IReport
{
    private const int MaxShown = 20;

    // An unreferenced object that was not deleted is a difference, but no data is lost.
    public ExitCode ExitCode => UnreferencedCount > Deleted ? ExitCode.Differences : ExitCode.Clean;

    public void WriteTo(ReportWriter writer)
    {
        foreach (var location in Unreferenced.Take(MaxShown))
        {
            writer.Line(location);
        }

        if (UnreferencedCount > MaxShown)
        {
            writer.Note($"and {DisplayText.Count(UnreferencedCount - MaxShown)} more; --json lists the first 1,000");
        }

        writer.Status(
            ExitCode == ExitCode.Clean ? LineStatus.Ok : LineStatus.Warning,
            $"{DisplayText.Count(Scanned, "object")} scanned, {DisplayText.Count(UnreferencedCount)} unreferenced, "
            + $"{DisplayText.Count(Deleted)} deleted"
            + (DryRun ? " (dry run)" : $"; {DisplayText.Count(Finished, "interrupted operation")} finished"), Store);
    }
}
