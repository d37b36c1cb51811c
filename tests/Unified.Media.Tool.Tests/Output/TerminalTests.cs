using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

public sealed class TerminalTests
{
    private const char Escape = '\u001b';

    [Theory]
    [InlineData("doctor", true)]
    [InlineData("doctor --no-color", false)]
    public async Task A_terminal_gets_colours_unless_it_wants_none(string command, bool colours)
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, TestContext.Current.CancellationToken);

        using var process = ToolProcess.StartOnTerminal(database.ConnectionString, command.Split(' '));
        Assert.SkipWhen(process is null, "There is no program script, which makes terminals.");
        var run = await process.EndAsync();

        Assert.Contains("server", run.Out, StringComparison.Ordinal);
        Assert.Equal(colours, run.Out.Contains($"{Escape}[38;5;", StringComparison.Ordinal)
            || run.Out.Contains($"{Escape}[3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_terminal_nothing_is_coloured()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, TestContext.Current.CancellationToken);

        using var process = ToolProcess.Start(database.ConnectionString, "doctor");
        var run = await process.EndAsync();

        Assert.DoesNotContain(Escape, run.All);
        Assert.Contains("server", run.Out, StringComparison.Ordinal);
    }
}
