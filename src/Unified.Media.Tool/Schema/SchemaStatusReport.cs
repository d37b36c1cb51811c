namespace Unified.Media.Tool;

/// <summary>The state of every step of the schema.</summary>
/// <param name="Database">The user, host, port and name of the database.</param>
/// <param name="IsUpToDate">True when no step is pending.</param>
/// <param name="Steps">The steps of this version, in the order of their execution.</param>
/// <param name="UnknownSteps">The applied steps that this version does not have.</param>
/// <param name="UnusedModules">The modules that are not applied, because the database does not need them.</param>
/// <param name="UnknownModules">The applied modules that this version does not have.</param>
internal sealed record SchemaStatusReport(
    string Database, bool IsUpToDate, IReadOnlyList<SchemaStatusStep> Steps, IReadOnlyList<string> UnknownSteps, IReadOnlyList<string> UnusedModules,
    IReadOnlyList<string> UnknownModules) : IReport
{
    public ExitCode ExitCode =>
        Steps.Any(step => step.IsRefused) ? ExitCode.Failure
        : IsUpToDate ? ExitCode.Clean
        : ExitCode.Differences;

    public static SchemaStatusReport From(string database, MigrationStatus status) =>
        new(
            database, status.IsUpToDate, [.. status.Steps.Select(SchemaStatusStep.From)], status.UnknownSteps, status.UnusedModules,
            status.UnknownModules);

    public void WriteTo(ReportWriter writer)
    {
        writer.Heading(Database);
        writer.Table(
            ["Step", "State", "Applied", "#Duration", "#Rows", "Error"],
            Steps.Select(step => new[]
            {
                step.Name, $"{step.State}".ToLowerInvariant(), DisplayText.Time(step.AppliedAt),
                step.Duration is { } duration ? DisplayText.Duration(duration) : "",
                step.Rows > 0 ? DisplayText.Count(step.Rows) : "", step.Error,
            }));
        if (UnknownSteps.Count > 0)
        {
            writer.Status(LineStatus.Warning, $"Applied by a newer version, unknown to this tool: {string.Join(", ", UnknownSteps)}");
        }

        foreach (var module in UnknownModules)
        {
            writer.Status(LineStatus.Warning, $"The module {module} is applied but unknown to this tool");
        }

        foreach (var module in UnusedModules)
        {
            writer.Note($"The module {module} is not needed by this database. To apply it anyway: unified-media schema up --module {module}");
        }

        var pendingCount = Steps.Count(step => !step.IsDone);
        switch (ExitCode)
        {
            case ExitCode.Clean:
                writer.Status(LineStatus.Ok, $"up to date: {DisplayText.Count(Steps.Count, "step")}");
                break;
            case ExitCode.Differences:
                writer.Status(LineStatus.Warning, $"{pendingCount} of {DisplayText.Count(Steps.Count, "step")} pending", "unified-media schema up");
                break;
            default:
                var refusedCount = Steps.Count(step => step.IsRefused);
                writer.Status(
                    LineStatus.Error, $"{DisplayText.Count(refusedCount, "step needs", "steps need")} attention",
                    "unified-media schema repair --help");
                break;
        }
    }
}
