namespace Unified.Media.Tool;

/// <summary>A change of the migration's phase.</summary>
/// <param name="Done">The change: <c>paused</c>, <c>switched</c>, <c>switchedBack</c>.</param>
/// <param name="Text">The human-readable sentence.</param>
internal sealed record LegacyPhaseResult(string Done, string Text) : IReport
{
    public object Content => new { Done };

    public ExitCode ExitCode => ExitCode.Clean;

    public void WriteTo(ReportWriter writer) => writer.Status(LineStatus.Ok, Text);
}
