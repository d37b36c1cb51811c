using System.Globalization;
using Spectre.Console;
using Unified.Media.LegacyMigration;

namespace LegacyMigration;

/// <summary>Draws what the sample shows: in colour on a terminal, as plain text anywhere else.</summary>
internal static partial class Screen
{
    private const int MaxWidth = 110;

    private static readonly IAnsiConsole Console = CreateConsole();

    public static int Usage(Arguments arguments)
    {
        var output = arguments.Mistake is null ? System.Console.Out : System.Console.Error;
        if (arguments.Mistake is { } mistake)
        {
            output.WriteLine(mistake);
        }

        if (arguments.Help)
        {
            output.WriteLine(Arguments.Usage);
        }

        return arguments.Mistake is null ? 0 : 1;
    }

    public static int NoServer()
    {
        System.Console.Error.WriteLine("""
            This machine has no PostgreSQL to start a private server from. Either install one (apt-get install postgresql, brew install
              postgresql@17),
            or name a server where this sample may make a database and drop it again:

              dotnet run --project samples/LegacyMigration -- --postgres "Host=localhost;Username=postgres;Password=…"
            """);
        return 1;
    }

    public static void Whereabouts(SampleDatabase database, Arguments arguments)
    {
        Line($"On {database.Place}{(arguments.Keep ? "; kept" : "; gone when this ends")}.");
        Line($"{Number(arguments.Rows)} old rows; --rows NUMBER and --shape A|B|C choose others.");
    }

    public static void Step(string what, string calls)
    {
        Console.WriteLine();
        Console.Write(new Rule($"[bold]{Markup.Escape(what)}[/]").LeftJustified().RuleStyle("grey"));
        if (calls.Length > 0)
        {
            Console.MarkupLine($"[grey]{Markup.Escape(calls)}[/]");
        }
    }

    public static void Line(string text) => Console.MarkupLine(Markup.Escape(text));

    public static void Pictured(Picture picture) => Line(
        $"{Number(picture.Gallery)} rows in playground_gallery, {Number(picture.UserMedia)} in user_media, {Number(picture.Items)} in "
            + "media, "
        + $"{Number(picture.Boards)} boards");

    public static void Plan(LegacyPlan plan)
    {
        var table = Grid("Table", "#Rows", "#To migrate", "#Owners", "Left out", "Objects");
        foreach (var source in plan.Tables)
        {
            table.AddRow(Cells(
                source.Source, Number(source.Rows), Number(source.ToMigrate), Number(source.Owners), Counts(source.Skipped),
                Counts(source.Objects)));
        }

        Console.Write(table);
    }

    public static void Run(LegacyRunReport report)
    {
        var table = Grid("Job", "#Read", "#Written", "#Left out", "#Batches", "#Longest batch", "#Took");
        foreach (var job in report.Jobs)
        {
            table.AddRow(Cells(
                job.Job, Number(job.Read), Number(job.Written), Number(job.Skipped), Number(job.Batches), Milliseconds(job.MaxBatchDuration),
                Seconds(job.Elapsed)));
        }

        Console.Write(table);
        Good(report.IsComplete, $"{Number(report.Written)} rows written in {Seconds(report.Elapsed)}", report.IsComplete
            ? "" : "not complete");
        if (report.Problems.Count > 0)
        {
            Line("to look at: "
                + $"{string.Join(", ", report.Problems.Select(problem => $"{problem.Source} {problem.Reason} {Number(problem.Rows)}"))}");
        }
    }

    public static void Writes(LiveWrites writes) => Line(
        $"Meanwhile the old application made {Number(writes.Count)} writes: {Milliseconds(writes.Typical)} each as a rule, the longest "
            + $"{Milliseconds(writes.Longest)}");

    public static void Verified(LegacyVerification verification)
    {
        var table = Grid("Table", "#Rows", "Where they stand", "#Owners and days", "#Differ");
        foreach (var source in verification.Tables)
        {
            table.AddRow(Cells(
                source.Source, Number(source.Rows), Counts(source.States), Number(source.OwnerDays), Number(source.DifferingOwnerDays.Count)));
        }

        Console.Write(table);
        foreach (var difference in verification.Differences.Take(5))
        {
            Line($"{difference.Kind} {difference.Source} {difference.Id} {difference.Field}: {difference.Expected} / {difference.Actual}");
        }

        Good(
            verification.IsClean, verification.IsClean
                ? "Every row is where it should be." : verification.HasLoss ? "Rows are lost!" : "Differences, nothing lost.",
            $"digest {verification.Digest[..16]}…");
    }

    public static void RolledBack(LegacyRollbackReport report) => Line(
        $"{Number(report.Items)} items, {Number(report.OlderItems)} older items and {Number(report.References)} references taken back "
            + $"in {Seconds(report.Elapsed)}, "
        + $"{Number(report.Kept)} kept because somebody had changed them");

    public static void Compare(Picture before, Picture after) => Good(
        before.SameAs(after),
        before.SameAs(after) ? "Items and boards are, byte for byte, what they were." : "Something differs from before!",
        $"items {before.ItemsDigest[..8]}… {after.ItemsDigest[..8]}…, "
            + $"boards {before.BoardsDigest[..8]}… {after.BoardsDigest[..8]}…");

    public static void Table(Steps steps, int rows)
    {
        var table = Grid("Step", "#Took", "#Old rows a second");
        foreach (var (name, elapsed) in steps.Done)
        {
            table.AddRow(Cells(name, Seconds(elapsed), Number((long)(rows / Math.Max(elapsed.TotalSeconds, 0.001)))));
        }

        Console.Write(table);
    }

    private static void Good(bool good, string text, string more) =>
        Console.MarkupLine(
            $"[{(good ? "green" : "red")}]{Markup.Escape(text)}[/]{(more.Length == 0 ? "" : $" [grey]{Markup.Escape(more)}[/]")}");

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

    private static Table Grid(params string[] titles)
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
