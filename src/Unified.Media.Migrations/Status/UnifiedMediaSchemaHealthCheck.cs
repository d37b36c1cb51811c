using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Unified.Media.Migrations;

/// <summary>
/// Reports healthy while the schema is up to date; takes one round trip. If the schema is not up to date or the journal cannot be read, reports
/// the failure status of the registration. Requires <c>MigrateOnStart</c> or <c>AddMigrations</c>. Usage:
/// <c>services.AddHealthChecks().AddCheck&lt;UnifiedMediaSchemaHealthCheck&gt;("media-schema")</c>.
/// </summary>
/// <param name="status">The status of the schema to check.</param>
public sealed class UnifiedMediaSchemaHealthCheck(IMigrationStatus status) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var failure = context.Registration?.FailureStatus ?? HealthStatus.Unhealthy;
        try
        {
            var schemaStatus = await status.GetStatusAsync(cancellationToken).ConfigureAwait(false);
            var data = new Dictionary<string, object>
            {
                ["steps"] = schemaStatus.Steps.Count,
                ["modules"] = string.Join(' ', schemaStatus.Steps.Select(step => step.Module).Distinct()),
                ["unknown"] = string.Join(' ', schemaStatus.UnknownSteps.Concat(schemaStatus.UnknownModules)),
            };
            if (schemaStatus.IsUpToDate)
            {
                return HealthCheckResult.Healthy("The schema is up to date.", data);
            }

            var pendingSteps = schemaStatus.Steps.Where(step => step.State is not (MigrationStepState.Applied or MigrationStepState.Superseded));
            data["behind"] = string.Join(' ', pendingSteps.Select(step => $"{step.Name}:{step.State}"));
            return new(failure, $"The schema is not up to date: {data["behind"]}.", null, data);
        }
        catch (MediaMigrationException error)
        {
            return new(failure, error.Message, error, new Dictionary<string, object> { ["code"] = error.Code });
        }
    }
}
