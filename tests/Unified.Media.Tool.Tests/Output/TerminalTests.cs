using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

public sealed class TerminalTests
{
    private const char Escape = '\u001b';

    [Theory]
    [InlineData("doctor", true)]
    [InlineData("doctor --no-color", false)]
    public async Task Terminal_output_has_colors_unless_disabled(string command, bool colours)
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, TestContext.Current.CancellationToken);

        using var process = ToolProcess.StartOnTerminal(database.ConnectionString, command.Split(' '));
        Assert.SkipWhen(process is null, "The program script of util-linux is missing.");
        var run = await process.WaitForExitAsync();

        Assert.Contains("server", run.Out, StringComparison.Ordinal);
        Assert.Equal(colours, run.Out.Contains($"{Escape}[38;5;", StringComparison.Ordinal)
            || run.Out.Contains($"{Escape}[3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Output_without_a_terminal_has_no_colors()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, TestContext.Current.CancellationToken);

        using var process = ToolProcess.Start(database.ConnectionString, "doctor");
        var run = await process.WaitForExitAsync();

        Assert.DoesNotContain(Escape, run.All);
        Assert.Contains("server", run.Out, StringComparison.Ordinal);
    }
}
