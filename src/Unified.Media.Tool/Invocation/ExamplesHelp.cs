using System.CommandLine;
using System.CommandLine.Invocation;

namespace Unified.Media.Tool;

/// <summary>The usual help, followed by the command's examples.</summary>
internal sealed class ExamplesHelp(SynchronousCommandLineAction usual) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is ToolCommand { Examples: { Count: > 0 } examples })
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var (line, does) in examples)
            {
                output.WriteLine($"  unified-media {line}");
                output.WriteLine($"      {does}");
            }

            output.WriteLine();
        }

        return (int)ExitCode.Clean;
    }
}
