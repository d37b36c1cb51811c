namespace Unified.Media.Tool;

/// <summary>Checks one aspect of a database. Changes nothing.</summary>
internal interface IDoctorCheck
{
    /// <summary>The name in the report: <c>server</c>.</summary>
    string Name { get; }

    Task<CheckResult> CheckAsync(DoctorContext context, CancellationToken cancellationToken);
}
