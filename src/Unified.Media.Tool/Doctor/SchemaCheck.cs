namespace Unified.Media.Tool;

/// <summary>Whether the schema is the one that this version of the library works with.</summary>
internal sealed class SchemaCheck : IDoctorCheck
{
    public string Name => "schema";

    public async Task<CheckResult> RunAsync(Examination examination, CancellationToken cancellationToken)
    {
        MigrationStatus status;
        try
        {
            status = await examination.Invocation.Schema.GetStatusAsync(cancellationToken);
        }
        catch (MediaMigrationException exception)
        {
            return new(Name, "cannot be read", [Finding.Warning("schema_unreadable", exception.Message)]);
        }

        var summary = $"{status.Steps.Count(step => StepLine.Of(step).IsDone)} of {status.Steps.Count} steps applied";
        var findings = new List<Finding>();
        string[] refused = [.. status.Steps.Where(step => StepLine.Of(step).IsRefused).Select(step => step.Name)];
        if (refused.Length > 0)
        {
            findings.Add(Finding.Problem(
                "schema_refused", "Steps failed, were edited after they ran, or ran for other names.",
                "unified-media schema status says which; see unified-media schema repair --help.", refused));
        }
        else if (!examination.HasLedger)
        {
            findings.Add(Finding.Warning("schema_missing", "This database does not have the schema yet.", "Run unified-media schema up."));
        }
        else if (!status.IsUpToDate)
        {
            findings.Add(Finding.Warning(
                "schema_pending", "Steps are to be applied.", "Run unified-media schema up.",
                [.. status.Pending.Select(step => step.Name)]));
        }

        if (status.UnknownSteps.Count > 0)
        {
            findings.Add(Finding.Warning(
                "schema_newer", "A newer version of the library was here: this tool is older than the schema.", "Update the tool.",
                status.UnknownSteps));
        }

        return new(Name, summary, findings);
    }
}
