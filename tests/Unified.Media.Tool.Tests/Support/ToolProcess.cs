using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Unified.Media.Tool.Tests;

/// <summary>Runs the program in a process of its own, for tests of exit codes, signals and terminals.</summary>
internal sealed class ToolProcess : IDisposable
{
    public const int Interrupt = 2;
    public const int Kill = 9;

    private readonly Process _process;
    private readonly Task<string> _out;
    private readonly Task<string> _error;

    private ToolProcess(Process process)
    {
        _process = process;
        _out = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Close();
    }

    /// <summary>True when this process ignores SIGINT, as background jobs of a shell do. Child processes inherit this.</summary>
    private static bool IgnoresInterrupts => File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } ignored
        && (ulong.Parse(ignored.AsSpan(7).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1UL << (Interrupt - 1))) != 0;

    /// <summary>Skips the test when the process would ignore the signal.</summary>
    public static void SkipWhenIgnored(int signal) => Assert.SkipWhen(
        signal == Interrupt && IgnoresInterrupts, "This process ignores SIGINT, as background jobs of a shell do.");

    private static string Program => Path.Combine(AppContext.BaseDirectory, "Unified.Media.Tool.dll");

    public static ToolProcess Start(string connectionString, params string[] args) => Start("dotnet", [Program, .. args], connectionString);

    /// <summary>Starts the program on a terminal made by <c>script</c> of util-linux. Returns null when that program is missing.</summary>
    public static ToolProcess? StartOnTerminal(string connectionString, params string[] args)
    {
        var command = $"stty cols 150; dotnet '{Program}' {string.Join(' ', args)}";
        return File.Exists("/usr/bin/script") ? Start("/usr/bin/script", ["-q", "-e", "-c", command, "/dev/null"], connectionString) : null;
    }

    public void Signal(int signal) => _ = NativeKill(_process.Id, signal);

    public async Task<ToolRun> WaitForExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(_process.ExitCode, await _out, await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static ToolProcess Start(string program, IReadOnlyList<string> args, string connectionString)
    {
        var start = new ProcessStartInfo(program, args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment[ResolvedConnection.EnvironmentVariable] = connectionString;
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("NO_COLOR");
        return new(Process.Start(start)!);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int processId, int signal);
}
