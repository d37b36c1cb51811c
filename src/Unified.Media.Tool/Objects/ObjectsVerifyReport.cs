namespace Unified.Media.Tool;

/// <summary>The differences between the ledger and the object store.</summary>
/// <param name="Store">The name of the object store.</param>
/// <param name="Objects">The number of objects in the ledger with the state <c>ready</c>.</param>
/// <param name="Checked">The number of objects that were checked.</param>
/// <param name="Checksums">True when checksums were compared.</param>
/// <param name="DifferenceCount">The number of objects that differ.</param>
/// <param name="Differences">The first 1,000 differences.</param>
internal sealed record ObjectsVerifyReport(
    string Store, long Objects, long Checked, bool Checksums, long DifferenceCount, IReadOnlyList<ObjectDifference> Differences) : IReport
{
    private const int MaxShown = 20;

    public ExitCode ExitCode => DifferenceCount > 0 ? ExitCode.Failure : ExitCode.Clean;

    public void WriteTo(ReportWriter writer)
    {
        if (Differences.Count > 0)
        {
            writer.Table(
                ["Difference", "Item", "Object", "Ledger", "Store"],
                Differences.Take(MaxShown).Select(difference => new[]
                {
                    difference.Code, difference.Item, $"{difference.Bucket}/{difference.Key}", difference.Expected, difference.Found,
                }));
            if (DifferenceCount > MaxShown)
            {
                writer.Note($"and {DisplayText.Count(DifferenceCount - Math.Min(MaxShown, Differences.Count))} more; --json lists the first 1,000");
            }
        }

        var compared = Checksums ? "by checksum" : "by size";
        writer.Status(
            DifferenceCount > 0 ? LineStatus.Error : LineStatus.Ok,
            $"{DisplayText.Count(Checked)} of {DisplayText.Count(Objects, "object")} compared {compared}, "
            + $"{DisplayText.Count(DifferenceCount, "difference")}", Store);
    }
}
