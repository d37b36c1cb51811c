using Npgsql;

namespace Unified.Media.Tool;

/// <summary>The command <c>doctor</c>.</summary>
internal static class DoctorCommand
{
    private static readonly IReadOnlyList<IDoctorCheck> Checks =
    [
        new ServerCheck(), new ClockCheck(), new SchemaCheck(), new RolesCheck(), new TableAccessCheck(), new FunctionAccessCheck(),
        new ViewAccessCheck(), new VisibleRowsCheck(), new BucketCheck(), new IndexCheck(), new OwnerCheck(), new LedgerCheck(),
    ];

    public static ToolCommand Create(CommandBinder binder) => binder.Bind(
        new ToolCommand(
            "doctor",
            "Checks a database for problems: server, clock, schema, roles, gaps in row-level security, private items in public buckets, "
            + "invalid indexes, owners, ledger. Changes nothing")
        {
            Examples =
            [
                ("doctor", "Checks the database that is configured in the environment or in appsettings.json."),
                ("doctor --json > doctor.json", "Writes the report as JSON. The exit code is 1 for warnings and 2 for problems."),
            ],
        },
        CheckAsync);

    private static async Task<IReport> CheckAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var connection = await context.Database.OpenConnectionAsync(cancellationToken);
        var doctorContext = await new DoctorContext(connection, context.Names, context).InspectAsync(cancellationToken);
        var results = new List<CheckResult>();
        foreach (var check in Checks)
        {
            results.Add(await TryCheckAsync(check, doctorContext, cancellationToken));
        }

        var worstState = results.Max(result => result.State);
        return new DoctorReport(context.Connection.DisplayName, worstState == FindingState.Skipped ? FindingState.Ok : worstState, results);
    }

    // A check that fails must not hide the results of the others.
    private static async Task<CheckResult> TryCheckAsync(IDoctorCheck check, DoctorContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await check.CheckAsync(context, cancellationToken);
        }
        catch (PostgresException exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new(check.Name, "failed",
                [Finding.Warning("check_failed", $"The query of this check failed: {exception.MessageText} (SQLSTATE {exception.SqlState}).")]);
        }
    }
}
