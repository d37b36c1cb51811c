namespace Unified.Media.Tool;

/// <summary>Compares the applied schema with the schema of this version.</summary>
internal sealed class SchemaCheck : IDoctorCheck
{
    public string Name => "schema";

    public async Task<CheckResult> CheckAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        MigrationStatus status;
        try
        {
            status = await context.Command.OpenSchema().GetStatusAsync(cancellationToken);
        }
        catch (MediaMigrationException exception)
        {
            return new(Name, "not readable", [Finding.Warning("schema_unreadable", exception.Message)]);
        }

        var summary = $"{status.Steps.Count(step => SchemaStatusStep.From(step).IsDone)} of {status.Steps.Count} steps applied";
        var findings = new List<Finding>();
        string[] refusedSteps = [.. status.Steps.Where(step => SchemaStatusStep.From(step).IsRefused).Select(step => step.Name)];
        if (refusedSteps.Length > 0)
        {
            findings.Add(Finding.Problem(
                "schema_refused", "Steps failed, were edited after they were applied, or were applied with different names.",
                "Run unified-media schema status for details, then see unified-media schema repair --help.", refusedSteps));
        }
        else if (!context.HasLedger)
        {
            findings.Add(Finding.Warning("schema_missing", "This database does not have the schema yet.", "Run unified-media schema up."));
        }
        else if (!status.IsUpToDate)
        {
            findings.Add(Finding.Warning(
                "schema_pending", "Schema steps are pending.", "Run unified-media schema up.",
                [.. status.Pending.Select(step => step.Name)]));
        }

        if (status.UnknownSteps.Count > 0)
        {
            findings.Add(Finding.Warning(
                "schema_newer", "The schema was migrated by a newer version than this tool.", "Update the tool.",
                status.UnknownSteps));
        }

        return new(Name, summary, findings);
    }
}
