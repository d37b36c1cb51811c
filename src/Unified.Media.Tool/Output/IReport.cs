namespace Unified.Media.Tool;

/// <summary>What a command has to say. The public properties of its content are the <c>result</c> of the JSON document.</summary>
internal interface IReport
{
    /// <summary>What the document shows.</summary>
    object Content => this;

    ExitCode Exit { get; }

    /// <summary>Shows it to people.</summary>
    void Draw(Page page);
}
