using System.Globalization;
using Spectre.Console;
using Unified.Media.LegacyMigration;

namespace LegacyMigration;

/// <summary>Prints the output of the sample: in color on a terminal, otherwise as plain text.</summary>
internal static partial class Screen
{
    private const int MaxWidth = 110;

    private static readonly IAnsiConsole Console = CreateConsole();

    public static int PrintUsage(Arguments arguments)
    {
        var output = arguments.Error is null ? System.Console.Out : System.Console.Error;
        if (arguments.Error is { } error)
        {
            output.WriteLine(error);
        }

        if (arguments.Help)
        {
            output.WriteLine(Arguments.Usage);
        }

        return arguments.Error is null ? 0 : 1;
    }

    public static int PrintNoServer()
    {
        System.Console.Error.WriteLine("""
            PostgreSQL is not installed on this machine, so the sample cannot start a private server. Install it
            (apt-get install postgresql, brew install postgresql@17), or give a server on which the sample can create and drop a database:

              dotnet run --project samples/LegacyMigration -- --postgres "Host=localhost;Username=postgres;Password=…"
            """);
        return 1;
    }

    public static void PrintLocation(SampleDatabase database, Arguments arguments)
    {
        PrintLine($"Database: {database.Description}{(arguments.Keep ? "; it is kept" : "; it is removed at the end")}.");
        PrintLine($"{Number(arguments.Rows)} legacy rows; change this with --rows NUMBER and --shape A|B|C.");
    }

    public static void PrintStep(string title, string member)
    {
        Console.WriteLine();
        Console.Write(new Rule($"[bold]{Markup.Escape(title)}[/]").LeftJustified().RuleStyle("grey"));
        if (member.Length > 0)
        {
            Console.MarkupLine($"[grey]{Markup.Escape(member)}[/]");
        }
    }

    public static void PrintLine(string text) => Console.MarkupLine(Markup.Escape(text));

    public static void PrintSnapshot(DatabaseSnapshot snapshot) => PrintLine(
        $"{Number(snapshot.GalleryRows)} rows in playground_gallery, {Number(snapshot.UserMediaRows)} in user_media, "
        + $"{Number(snapshot.Items)} in media, {Number(snapshot.Boards)} boards");

    public static void PrintPlan(LegacyPlan plan)
    {
        var table = CreateTable("Table", "#Rows", "#To migrate", "#Owners", "Skipped", "Objects");
        foreach (var source in plan.Tables)
        {
            table.AddRow(Cells(
                source.Source, Number(source.Rows), Number(source.ToMigrate), Number(source.Owners), Counts(source.Skipped),
                Counts(source.Objects)));
        }

        Console.Write(table);
    }

    public static void PrintRun(LegacyRunReport report)
    {
        var table = CreateTable("Job", "#Read", "#Written", "#Skipped", "#Batches", "#Longest batch", "#Duration");
        foreach (var job in report.Jobs)
        {
            table.AddRow(Cells(
                job.Job, Number(job.Read), Number(job.Written), Number(job.Skipped), Number(job.Batches), Milliseconds(job.MaxBatchDuration),
                Seconds(job.Elapsed)));
        }

        Console.Write(table);
        PrintResult(report.IsComplete, $"{Number(report.Written)} rows written in {Seconds(report.Elapsed)}", report.IsComplete
            ? "" : "the run was paused");
        if (report.Problems.Count > 0)
        {
            PrintLine("Problems: "
                + $"{string.Join(", ", report.Problems.Select(problem => $"{problem.Source} {problem.Reason} {Number(problem.Rows)}"))}");
        }
    }

    public static void PrintWrites(LiveWrites writes) => PrintLine(
        $"During the run the legacy application made {Number(writes.Count)} writes: median {Milliseconds(writes.Median)}, longest "
            + $"{Milliseconds(writes.Longest)}");

    public static void PrintVerification(LegacyVerification verification)
    {
        var table = CreateTable("Table", "#Rows", "States", "#Owners and days", "#Different");
        foreach (var source in verification.Tables)
        {
            table.AddRow(Cells(
                source.Source, Number(source.Rows), Counts(source.States), Number(source.OwnerDays), Number(source.DifferingOwnerDays.Count)));
        }

        Console.Write(table);
        foreach (var difference in verification.Differences.Take(5))
        {
            PrintLine($"{difference.Kind} {difference.Source} {difference.Id} {difference.Field}: {difference.Expected} / {difference.Actual}");
        }

        PrintResult(
            verification.IsClean, verification.IsClean
                ? "Every row has the expected item." : verification.HasLoss ? "Items are missing or lost!" : "There are differences, but no loss.",
            $"digest {verification.Digest[..16]}…");
    }

    public static void PrintRollback(LegacyRollbackReport report) => PrintLine(
        $"{Number(report.Items)} items, {Number(report.PreexistingItems)} preexisting items and {Number(report.References)} references rolled back "
        + $"in {Seconds(report.Elapsed)}; {Number(report.Kept)} kept because they were edited");

    public static void PrintComparison(DatabaseSnapshot before, DatabaseSnapshot after) => PrintResult(
        before.HasSameItemsAs(after),
        before.HasSameItemsAs(after)
            ? "Items and boards are the same as before the migration, byte for byte."
            : "Items or boards differ from before the migration!",
        $"items {before.ItemsDigest[..8]}… {after.ItemsDigest[..8]}…, "
            + $"boards {before.BoardsDigest[..8]}… {after.BoardsDigest[..8]}…");

    public static void PrintDurations(StepTimer steps, int rows)
    {
        var table = CreateTable("Step", "#Duration", "#Legacy rows per second");
        foreach (var (name, elapsed) in steps.Done)
        {
            table.AddRow(Cells(name, Seconds(elapsed), Number((long)(rows / Math.Max(elapsed.TotalSeconds, 0.001)))));
        }

        Console.Write(table);
    }

    private static void PrintResult(bool isSuccess, string text, string details) =>
        Console.MarkupLine(
            $"[{(isSuccess ? "green" : "red")}]{Markup.Escape(text)}[/]{(details.Length == 0 ? "" : $" [grey]{Markup.Escape(details)}[/]")}");

    private static IAnsiConsole CreateConsole()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        console.Profile.Width = Math.Min(console.Profile.Width, MaxWidth);
        if (System.Console.IsOutputRedirected)
        {
            console.Profile.Width = MaxWidth;
        }

        return console;
    }

    private static Table CreateTable(params string[] titles)
    {
        var table = new Table().Border(TableBorder.Simple).BorderStyle("grey");
        foreach (var title in titles)
        {
            var column = new TableColumn(title.TrimStart('#')) { Padding = new Padding(0, 0, 2, 0) };
            table.AddColumn(title.StartsWith('#') ? column.RightAligned().NoWrap() : column);
        }

        return table;
    }

    private static Markup[] Cells(params string[] texts) => [.. texts.Select(text => new Markup(Markup.Escape(text)))];

    private static string Counts(IEnumerable<LegacyCount> counts) =>
        string.Join(", ", counts.Select(count => $"{count.Name} {Number(count.Rows)}"));

    private static string Counts(IReadOnlyDictionary<LegacyRowState, long> states) =>
        string.Join(", ", states.OrderBy(state => state.Key).Select(state => $"{state.Key} {Number(state.Value)}"));

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s");

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:F0} ms");
}
