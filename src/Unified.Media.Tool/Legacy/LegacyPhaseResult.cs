namespace Unified.Media.Tool;

/// <summary>A change of the migration's state that says nothing more.</summary>
/// <param name="Done">What was done: <c>paused</c>, <c>switched</c>, <c>switchedBack</c>.</param>
/// <param name="Text">The same for people.</param>
internal sealed record LegacyPhaseResult(string Done, string Text) : IReport
{
    public object Content => new { Done };

    public ExitCode Exit => ExitCode.Clean;

    public void Draw(Page page) => page.Line(Mark.Good, Text);
}
