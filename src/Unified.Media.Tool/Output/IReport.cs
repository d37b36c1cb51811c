namespace Unified.Media.Tool;

/// <summary>The result of a command, as text and as JSON.</summary>
internal interface IReport
{
    /// <summary>The object whose public properties become the <c>result</c> of the JSON document.</summary>
    object Content => this;

    ExitCode ExitCode { get; }

    /// <summary>Writes the report as text.</summary>
    void WriteTo(ReportWriter writer);
}
