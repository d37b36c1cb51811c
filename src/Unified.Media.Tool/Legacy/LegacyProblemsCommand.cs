using System.CommandLine;

namespace Unified.Media.Tool;

/// <summary><c>legacy problems</c></summary>
internal sealed class LegacyProblemsCommand
{
    private readonly Option<string?> _reason = new("--reason")
    {
        Description = "Only rows with this problem: owner_unknown, failed, …",
        HelpName = "problem",
    };

    private readonly Option<int> _limit = new("--limit")
    {
        Description = "At most so many",
        DefaultValueFactory = _ => 100,
        HelpName = "number",
    };

    private LegacyProblemsCommand()
    {
    }

    public static ToolCommand Create(CommandBinding binding)
    {
        var problems = new LegacyProblemsCommand();
        return binding.Bind(
            new ToolCommand("problems", "Names the older rows that a run has left out, or that need a look")
            {
                Options = { problems._reason, problems._limit },
                Examples = [("legacy problems --reason owner_unknown", "Rows of logins that have no profile.")],
            },
            problems.RunAsync);
    }

    private async Task<IReport> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var limit = Math.Clamp(invocation.Get(_limit), 1, 1_000_000);
        var migration = await LegacyOptions.OpenPlainAsync(invocation, cancellationToken);
        var problems = await migration.GetProblemsAsync(invocation.Get(_reason), limit + 1, cancellationToken);
        return new LegacyProblemsResult([.. problems.Take(limit)], problems.Count <= limit);
    }
}
