namespace Unified.Media.Tool;

/// <summary>What a command has to say. Its public properties, but for <see cref="Exit"/>, are the <c>result</c> of the JSON document.</summary>
internal interface IReport
{
    ExitCode Exit { get; }

    /// <summary>Shows it to people.</summary>
    void Draw(Page page);
}
