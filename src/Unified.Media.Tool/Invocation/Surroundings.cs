using System.Collections;
using System.Text;

namespace Unified.Media.Tool;

/// <summary>What a process gives a program: its streams, whether people look at them, its folder, its variables and its clock.</summary>
internal sealed record Surroundings
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    public required TextReader In { get; init; }

    /// <summary>True when <see cref="Out"/> is a terminal: only then colours are written.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>True when <see cref="Error"/> is a terminal: only then progress is drawn in place.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>True when somebody can answer a question.</summary>
    public bool CanAsk { get; init; }

    /// <summary>The working directory, where settings are looked for.</summary>
    public required string Folder { get; init; }

    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static Surroundings OfProcess()
    {
        if (OperatingSystem.IsWindows() && !Console.IsOutputRedirected)
        {
            Console.OutputEncoding = Encoding.UTF8;
        }

        return new()
        {
            Out = Console.Out,
            Error = Console.Error,
            In = Console.In,
            OutIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            CanAsk = !Console.IsInputRedirected && !Console.IsErrorRedirected,
            Folder = Environment.CurrentDirectory,
            Variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
                .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.OrdinalIgnoreCase),
        };
    }
}
