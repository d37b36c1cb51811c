using System.CommandLine;
using System.CommandLine.Invocation;

namespace Unified.Media.Tool;

/// <summary>Writes the default help, followed by the examples of the command.</summary>
internal sealed class HelpWithExamples(SynchronousCommandLineAction defaultHelp) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        defaultHelp.Invoke(parseResult);
        if (parseResult.CommandResult.Command is ToolCommand { Examples: { Count: > 0 } examples })
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var (arguments, description) in examples)
            {
                output.WriteLine($"  unified-media {arguments}");
                output.WriteLine($"      {description}");
            }

            output.WriteLine();
        }

        return (int)ExitCode.Clean;
    }
}
