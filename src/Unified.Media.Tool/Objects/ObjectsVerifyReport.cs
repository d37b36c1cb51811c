namespace Unified.Media.Tool;

/// <summary>What comparing the ledger with an object store found.</summary>
/// <param name="Store">Which object store was read.</param>
/// <param name="Objects">How many complete objects the ledger has.</param>
/// <param name="Checked">How many of them were looked at.</param>
/// <param name="Checksums">Whether their contents were read.</param>
/// <param name="DifferenceCount">How many differ.</param>
/// <param name="Differences">The first thousand of those.</param>
internal sealed record ObjectsVerifyReport(
    string Store, long Objects, long Checked, bool Checksums, long DifferenceCount, IReadOnlyList<ObjectDifference> Differences) : IReport
{
    private const int Shown = 20;

    public ExitCode Exit => DifferenceCount > 0 ? ExitCode.Failure : ExitCode.Clean;

    public void Draw(Page page)
    {
        if (Differences.Count > 0)
        {
            page.Table(
                ["What", "Item", "Object", "Ledger", "Store"],
                Differences.Take(Shown).Select(difference => new[]
                {
                    difference.Code, difference.Item, $"{difference.Bucket}/{difference.Key}", difference.Expected, difference.Found,
                }));
            if (DifferenceCount > Shown)
            {
                page.Quiet($"and {Page.Count(DifferenceCount - Math.Min(Shown, Differences.Count))} more; --json names the first thousand");
            }
        }

        var what = Checksums ? "read and compared" : "compared by size";
        page.Line(
            DifferenceCount > 0 ? Mark.Bad : Mark.Good,
            $"{Page.Count(Checked)} of {Page.Count(Objects)} objects {what}: {Page.Count(DifferenceCount)} differ", Store);
    }
}
