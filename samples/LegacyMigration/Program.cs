// A live migration from the old tables to Unified.Media, from top to bottom, on a database that this program makes and drops again.
using LegacyMigration;
using Unified.Media.LegacyMigration;
using Unified.Media.Migrations;

var arguments = Arguments.Read(args);
if (arguments.AreForHelp) return Screen.Usage(arguments);

using var interruption = new CancellationTokenSource();
Console.CancelKeyPress += (_, interrupted) => interrupted.Cancel = !interruption.IsCancellationRequested;
Console.CancelKeyPress += (_, _) => interruption.Cancel();
var token = interruption.Token;
try
{
    await using var database = await SampleDatabase.CreateAsync(arguments, token);
    if (database is null) return Screen.NoServer();

    var steps = new Steps();
    Screen.Whereabouts(database, arguments);

    Screen.Step("The old system", $"shape {arguments.Shape}, with everything that goes wrong over the years");
    await steps.RunAsync(
        "build the old system", () => OldSystem.BuildAsync(database.ConnectionString, arguments.Shape, arguments.Rows, token));
    var before = await Picture.TakeAsync(database, token);
    Screen.Pictured(before);

    Screen.Step("The schema", "UnifiedMediaSchema.MigrateAsync");
    var schema = new UnifiedMediaSchema(database.Source, modules: [LegacySchema.Module]);
    var applied = await steps.RunAsync("apply the schema", () => schema.MigrateAsync(cancellationToken: token));
    Screen.Line($"{applied.Applied.Count} steps");

    // Addresses of other hosts name objects that are not the project's.
    var migration = new LegacyMigrator(database.Source, options: new LegacyMigrationOptions { StorageHosts = { "project.supabase.test" } });

    Screen.Step("What would happen", "LegacyMigrator.PlanAsync");
    Screen.Plan(await steps.RunAsync("plan", () => migration.PlanAsync(cancellationToken: token)));

    Screen.Step("The run, while the old application goes on writing", "LegacyMigrator.RunAsync");
    LegacyRunReport first;
    await using (var writes = await LiveWrites.StartAsync(database.Source, token))
    {
        first = await steps.RunAsync("run under live writes", () => migration.RunAsync(new Screen.Progress(), token));
        Screen.Run(first);
        Screen.Writes(writes);
    }

    Screen.Step("Is anything lost?", "LegacyMigrator.VerifyAsync");
    Screen.Verified(await steps.RunAsync("verify", () => migration.VerifyAsync(cancellationToken: token)));

    Screen.Step("The way back", "LegacyMigrator.RollBackAsync");
    Screen.RolledBack(await steps.RunAsync("roll back", () => migration.RollBackAsync(new Screen.Progress(), token)));
    var after = await Picture.TakeAsync(database, token);
    Screen.Compare(before, after);

    Screen.Step("Again", "LegacyMigrator.RunAsync");
    var second = await steps.RunAsync("run again", () => migration.RunAsync(new Screen.Progress(), token));
    Screen.Run(second);
    var third = await steps.RunAsync("run once more, nothing to do", () => migration.RunAsync(cancellationToken: token));
    Screen.Line($"Once more: {third.Written} rows written, the digest is "
        + $"{(third.Verification?.Digest == second.Verification?.Digest ? "the same" : "another one")}");

    Screen.Step("All steps", "");
    Screen.Table(steps, arguments.Rows);
    return first.Verification is { HasLoss: false } && second.Verification is { HasLoss: false } && before.SameAs(after) ? 0 : 2;
}
catch (OperationCanceledException)
{
    Screen.Line("Stopped.");
    return 2;
}
