using System.Collections;
using System.Text;

namespace Unified.Media.Tool;

/// <summary>The environment of the process: streams, terminals, working directory, environment variables and clock.</summary>
internal sealed record ProcessContext
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    public required TextReader In { get; init; }

    /// <summary>True when <see cref="Out"/> is a terminal, which can show colors.</summary>
    public bool IsOutTerminal { get; init; }

    /// <summary>True when <see cref="Error"/> is a terminal, which can show progress bars.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>True when the user can see a question and answer it.</summary>
    public bool CanPrompt { get; init; }

    /// <summary>The directory of <c>appsettings.json</c> and of relative paths.</summary>
    public required string WorkingDirectory { get; init; }

    public required IReadOnlyDictionary<string, string> EnvironmentVariables { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static ProcessContext ForCurrentProcess()
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
            IsOutTerminal = !Console.IsOutputRedirected,
            IsErrorTerminal = !Console.IsErrorRedirected,
            CanPrompt = !Console.IsInputRedirected && !Console.IsErrorRedirected,
            WorkingDirectory = Environment.CurrentDirectory,
            EnvironmentVariables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
                .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.OrdinalIgnoreCase),
        };
    }
}
