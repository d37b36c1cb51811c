using System.CommandLine;

namespace Unified.Media.Tool;

/// <summary>The command <c>legacy problems</c>.</summary>
internal sealed class LegacyProblemsCommand
{
    private readonly Option<string?> _reason = new("--reason")
    {
        Description = "Only rows with this problem, such as owner_unknown, owner_ambiguous or failed",
        HelpName = "problem",
    };

    private readonly Option<int?> _limit = new("--limit")
    {
        Description = "Maximum number of rows, 1 to 1000000",
        CustomParser = ValueParsers.Number(min: 1, max: 1_000_000),
        DefaultValueFactory = _ => 100,
        HelpName = "number",
    };

    private LegacyProblemsCommand()
    {
    }

    public static ToolCommand Create(CommandBinder binder)
    {
        var problems = new LegacyProblemsCommand();
        return binder.Bind(
            new ToolCommand("problems", "Lists the legacy rows that a run skipped or that need attention")
            {
                Options = { problems._reason, problems._limit },
                Examples = [("legacy problems --reason owner_unknown", "Lists rows of logins that have no profile.")],
            },
            problems.ListAsync);
    }

    private async Task<IReport> ListAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var limit = context.GetValue(_limit)!.Value;
        var migration = await LegacyCommandOptions.OpenWithDefaultsAsync(context, cancellationToken);
        var problems = await migration.GetProblemsAsync(context.GetValue(_reason), limit + 1, cancellationToken);
        return new LegacyProblemsResult([.. problems.Take(limit)], problems.Count <= limit);
    }
}
