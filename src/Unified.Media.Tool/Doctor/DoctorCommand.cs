using Npgsql;

namespace Unified.Media.Tool;

/// <summary><c>doctor</c></summary>
internal static class DoctorCommand
{
    private static readonly IReadOnlyList<IDoctorCheck> Checks =
    [
        new ServerCheck(), new ClockCheck(), new SchemaCheck(), new RolesCheck(), new TableAccessCheck(), new FunctionAccessCheck(),
        new ViewAccessCheck(),
        new VisibleRowsCheck(), new BucketCheck(), new IndexCheck(), new OwnerCheck(), new LedgerCheck(),
    ];

    public static ToolCommand Create(CommandBinding binding) => binding.Bind(
        new ToolCommand(
            "doctor",
            "Looks for what is wrong with a database: server, clock, schema, roles, leaks past row-level security, private items in public "
            + "buckets, invalid indexes, owners, ledger. Changes nothing")
        {
            Examples =
            [
                ("doctor", "Checks the database that the environment or appsettings.json names."),
                ("doctor --json > doctor.json", "The same as a document. The exit code is 1 for warnings and 2 for problems."),
            ],
        },
        RunAsync);

    private static async Task<IReport> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        await using var connection = await invocation.Database.OpenConnectionAsync(cancellationToken);
        var examination = await new Examination(connection, invocation.Names, invocation).LookAroundAsync(cancellationToken);
        var results = new List<CheckResult>();
        foreach (var check in Checks)
        {
            results.Add(await TryAsync(check, examination, cancellationToken));
        }

        var worst = results.Max(result => result.State);
        return new DoctorReport(invocation.Address.Shown, worst == FindingState.Skipped ? FindingState.Ok : worst, results);
    }

    // One thing that cannot be looked at must not hide the others.
    private static async Task<CheckResult> TryAsync(IDoctorCheck check, Examination examination, CancellationToken cancellationToken)
    {
        try
        {
            return await check.RunAsync(examination, cancellationToken);
        }
        catch (PostgresException exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new(check.Name, "could not be looked at",
                [Finding.Warning("check_failed", $"The database refused to answer: {exception.MessageText} ({exception.SqlState}).")]);
        }
    }
}
