namespace Unified.Media.Tool;

/// <summary>Looks at one thing, and changes nothing.</summary>
internal interface IDoctorCheck
{
    /// <summary>A word or two: <c>server</c>.</summary>
    string Name { get; }

    Task<CheckResult> RunAsync(Examination examination, CancellationToken cancellationToken);
}
