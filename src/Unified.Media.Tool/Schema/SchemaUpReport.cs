namespace Unified.Media.Tool;

/// <summary>What bringing a schema up to date did, or would do.</summary>
internal sealed record SchemaUpReport(string Database, bool DryRun, IReadOnlyList<UpLine> Applied) : IReport
{
    public ExitCode Exit => DryRun && Applied.Count > 0 ? ExitCode.Differences : ExitCode.Clean;

    public void Draw(Page page)
    {
        if (Applied.Count > 0)
        {
            page.Table(
                ["Step", "Kind", "#Took", "#Rows"],
                Applied.Select(step => new[]
                {
                    step.Name, step.Kind, step.Duration is { } took ? Page.Elapsed(took) : "", step.Rows > 0 ? Page.Count(step.Rows) : "",
                }));
        }

        if (DryRun)
        {
            page.Line(Applied.Count > 0 ? Mark.Warning : Mark.Good, $"{Applied.Count} steps to apply (dry run)", Database);
        }
        else
        {
            page.Line(Mark.Good, Applied.Count > 0 ? $"{Applied.Count} steps applied" : "up to date already", Database);
        }
    }
}
