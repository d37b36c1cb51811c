// A complete legacy migration on a database that this program creates and drops.
using LegacyMigration;
using Unified.Media.LegacyMigration;
using Unified.Media.Migrations;

var arguments = Arguments.Parse(args);
if (arguments.ShouldPrintUsage) return Screen.PrintUsage(arguments);

// The first Ctrl+C cancels the current step, the second ends the process.
using var interruption = new CancellationTokenSource();
Console.CancelKeyPress += (_, interrupted) => interrupted.Cancel = !interruption.IsCancellationRequested;
Console.CancelKeyPress += (_, _) => interruption.Cancel();
var token = interruption.Token;
try
{
    await using var database = await SampleDatabase.CreateAsync(arguments, token);
    if (database is null) return Screen.PrintNoServer();

    var steps = new StepTimer();
    Screen.PrintLocation(database, arguments);

    Screen.PrintStep("The legacy database", $"shape {arguments.Shape}, with typical data problems");
    await steps.RunAsync(
        "create the legacy database", () => LegacyDatabase.BuildAsync(database.ConnectionString, arguments.Shape, arguments.Rows, token));
    var before = await DatabaseSnapshot.TakeAsync(database, token);
    Screen.PrintSnapshot(before);

    Screen.PrintStep("The schema", "UnifiedMediaSchema.MigrateAsync");
    var schema = new UnifiedMediaSchema(database.Source, modules: [LegacySchema.Module]);
    var applied = await steps.RunAsync("apply the schema", () => schema.MigrateAsync(cancellationToken: token));
    Screen.PrintLine($"{applied.Applied.Count} steps");

    // Addresses on other hosts are external.
    var migrator = new LegacyMigrator(database.Source, options: new LegacyMigrationOptions { StorageHosts = { "project.supabase.test" } });

    Screen.PrintStep("The plan", "LegacyMigrator.PlanAsync");
    Screen.PrintPlan(await steps.RunAsync("plan", () => migrator.PlanAsync(cancellationToken: token)));

    Screen.PrintStep("The run, while the legacy application writes", "LegacyMigrator.RunAsync");
    LegacyRunReport first;
    await using (var writes = await LiveWrites.StartAsync(database.Source, token))
    {
        first = await steps.RunAsync("run during writes", () => migrator.RunAsync(new Screen.Progress(), token));
        Screen.PrintRun(first);
        Screen.PrintWrites(writes);
    }

    Screen.PrintStep("The verification", "LegacyMigrator.VerifyAsync");
    Screen.PrintVerification(await steps.RunAsync("verify", () => migrator.VerifyAsync(cancellationToken: token)));

    Screen.PrintStep("The rollback", "LegacyMigrator.RollBackAsync");
    Screen.PrintRollback(await steps.RunAsync("roll back", () => migrator.RollBackAsync(new Screen.Progress(), token)));
    var after = await DatabaseSnapshot.TakeAsync(database, token);
    Screen.PrintComparison(before, after);

    Screen.PrintStep("The second run", "LegacyMigrator.RunAsync");
    var second = await steps.RunAsync("run again", () => migrator.RunAsync(new Screen.Progress(), token));
    Screen.PrintRun(second);
    var third = await steps.RunAsync("run a third time", () => migrator.RunAsync(cancellationToken: token));
    Screen.PrintLine($"Once more: {third.Written} rows written, the digest is "
        + $"{(third.Verification?.Digest == second.Verification?.Digest ? "the same" : "different")}");

    Screen.PrintStep("Durations", "");
    Screen.PrintDurations(steps, arguments.Rows);
    return first.Verification is { HasLoss: false } && second.Verification is { HasLoss: false } && before.HasSameItemsAs(after) ? 0 : 2;
}
catch (OperationCanceledException)
{
    Screen.PrintLine("Stopped.");
    return 2;
}
