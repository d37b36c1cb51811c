using System.Text.Json.Serialization;

namespace Unified.Media.Tool;

/// <summary>What a command has to say. Its public properties are the <c>result</c> of the JSON document.</summary>
internal interface IReport
{
    [JsonIgnore]
    ExitCode Exit { get; }

    /// <summary>Shows it to people.</summary>
    void Draw(Page page);
}
