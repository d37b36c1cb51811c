namespace Unified.Media.Tool;

/// <summary>How far a schema is.</summary>
internal sealed record SchemaStatusReport(
    string Database, bool IsUpToDate, IReadOnlyList<StepLine> Steps, IReadOnlyList<string> UnknownSteps, IReadOnlyList<string> UnusedModules,
    IReadOnlyList<string> UnknownModules) : IReport
{
    public ExitCode Exit =>
        Steps.Any(step => step.IsRefused) ? ExitCode.Failure
        : IsUpToDate ? ExitCode.Clean
        : ExitCode.Differences;

    public static SchemaStatusReport Of(string database, MigrationStatus status) =>
        new(database, status.IsUpToDate, [.. status.Steps.Select(StepLine.Of)], status.UnknownSteps, status.UnusedModules, status.UnknownModules);

    public void Draw(Page page)
    {
        page.Heading(Database);
        page.Table(
            ["Step", "State", "Applied", "#Took", "#Rows", "Error"],
            Steps.Select(step => new[]
            {
                step.Name, $"{step.State}".ToLowerInvariant(), Page.Time(step.AppliedAt),
                step.Duration is { } took ? Page.Elapsed(took) : "",
                step.Rows > 0 ? Page.Count(step.Rows) : "", step.Error,
            }));
        if (UnknownSteps.Count > 0)
        {
            page.Line(Mark.Warning, $"A newer version was here: {string.Join(", ", UnknownSteps)}");
        }

        foreach (var module in UnknownModules)
        {
            page.Line(Mark.Warning, $"The module {module} is applied, and this tool does not know it");
        }

        foreach (var module in UnusedModules)
        {
            page.Quiet($"The module {module} is not needed here. To apply it all the same: unified-media schema up --module {module}");
        }

        var open = Steps.Count(step => !step.IsDone);
        switch (Exit)
        {
            case ExitCode.Clean:
                page.Line(Mark.Good, $"up to date: {Steps.Count} steps");
                break;
            case ExitCode.Differences:
                page.Line(Mark.Warning, $"{open} of {Steps.Count} steps to apply", "unified-media schema up");
                break;
            default:
                page.Line(Mark.Bad, $"{Steps.Count(step => step.IsRefused)} steps need a decision", "unified-media schema repair --help");
                break;
        }
    }
}
