namespace Unified.Media.Tool;

/// <summary>The steps that a migration of the schema applied, or would apply.</summary>
internal sealed record SchemaUpReport(string Database, bool DryRun, IReadOnlyList<SchemaUpStep> Applied) : IReport
{
    public ExitCode ExitCode => DryRun && Applied.Count > 0 ? ExitCode.Differences : ExitCode.Clean;

    public void WriteTo(ReportWriter writer)
    {
        if (Applied.Count > 0)
        {
            writer.Table(
                ["Step", "Kind", "#Duration", "#Rows"],
                Applied.Select(step => new[]
                {
                    step.Name, step.Kind, step.Duration is { } duration ? DisplayText.Duration(duration) : "",
                    step.Rows > 0 ? DisplayText.Count(step.Rows) : "",
                }));
        }

        if (DryRun)
        {
            writer.Status(
                Applied.Count > 0 ? LineStatus.Warning : LineStatus.Ok, $"{DisplayText.Count(Applied.Count, "step")} to apply (dry run)", Database);
        }
        else
        {
            writer.Status(LineStatus.Ok, Applied.Count > 0 ? $"{DisplayText.Count(Applied.Count, "step")} applied" : "already up to date", Database);
        }
    }
}
