using System.Globalization;
using Spectre.Console;
using Unified.Media;

namespace Quickstart;

/// <summary>Writes the output of the tour: with colors on a terminal, as plain text elsewhere.</summary>
internal static class TourOutput
{
    private const int MaxWidth = 100;

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

    public static void PrintStep(string title, string members)
    {
        Console.WriteLine();
        Console.Write(new Rule($"[bold]{Text(title)}[/]").LeftJustified().RuleStyle("grey"));
        Console.MarkupLine($"[grey]{Text(members)}[/]");
    }

    public static void PrintStored(string path, MediaItem item)
    {
        var removed = item.Metadata.Removed.Count == 0 ? "" : $"removed {string.Join(", ", item.Metadata.Removed)}";
        var type = removed.Length == 0 ? Text(item.ContentType) : $"{Cell(item.ContentType, 16)} [grey]{Text(removed)}[/]";
        Console.MarkupLine($"[green]+[/] {Cell(Path.GetFileName(path), 22)} {type}");
    }

    public static void PrintRejected(string path, IReadOnlyList<RejectionReason> reasons)
    {
        Console.MarkupLine($"[red]-[/] {Text(Path.GetFileName(path))}");
        foreach (var reason in reasons)
        {
            Console.Write(new Padder(new Markup($"[red]{Text(reason.Code)}[/] {Text(reason.Message)}"), new Padding(4, 0, 0, 0)));
        }
    }

    public static void PrintTotals(int stored, int rejected) =>
        Console.MarkupLine(rejected == 0 ? $"[green]{stored} stored[/]" : $"[green]{stored} stored[/], [red]{rejected} rejected[/]");

    public static void PrintObjects(params IEnumerable<MediaItem> items)
    {
        foreach (var item in items)
        {
            var location = item.Location!.ToString().Replace(item.Id.ToString(), Short(item.Id), StringComparison.Ordinal);
            Console.MarkupLine($"{Badge(item.SourceType)} {Text(location)}");
        }
    }

    public static void PrintTable(IReadOnlyList<MediaItem> items)
    {
        var table = new Table().Border(TableBorder.Simple).BorderStyle("grey").AddColumns(
            Column("Id"), Column("Kind"), Column("Source"), Column("Type"), Column("Pixels").RightAligned(), Column("Size").RightAligned(),
            Column("Title"));
        foreach (var item in items)
        {
            table.AddRow(
                new Markup($"[grey]{Short(item.Id)}[/]"),
                new Markup(item.Kind == MediaKind.Video ? "[blue]video[/]" : "image"),
                new Markup(Badge(item.SourceType)),
                new Markup(Text(item.ContentType[(item.ContentType.IndexOf('/', StringComparison.Ordinal) + 1)..])),
                new Markup(item is { Width: { } width, Height: { } height } ? $"{width}x{height}" : ""),
                new Markup(Size(item.SizeBytes)),
                new Markup(Text(item.Title ?? "")).Ellipsis());
        }

        Console.Write(table);
        Console.MarkupLine($"[grey]{items.Count} items, {Size(items.Sum(item => item.SizeBytes))}[/]");
    }

    public static void PrintResult(string label, MediaPage page)
    {
        var titles = page.Items.Count == 0 ? "" : $"  [grey]{Text(string.Join(", ", page.Items.Take(3).Select(item => item.Title)))}[/]";
        Console.MarkupLine($"{Cell(label, 26)} {page.Items.Count,3}{titles}");
    }

    public static void PrintPage(MediaPage page)
    {
        var range = page.Items is [var first, .., var last]
            ? $"{first.Title} … {last.Title}"
            : string.Concat(page.Items.Select(item => item.Title));
        var next = page.NextCursor is { } cursor ? $"next …{cursor[^8..]}" : "last page";
        Console.MarkupLine($"{page.Items.Count,3} items  {Cell(range, 40)} [grey]{next}[/]");
    }

    public static void PrintFacets(MediaFacets facets)
    {
        (string Group, FacetCount Count)[] counts =
            [.. Group("kind", facets.Kinds), .. Group("source", facets.SourceTypes), .. Group("tag", facets.Tags)];
        var largest = counts.Max(row => row.Count.Count);
        foreach (var (group, count) in counts)
        {
            var bar = new string('█', (int)Math.Ceiling(count.Count * 40.0 / largest));
            Console.MarkupLine($"{Cell(group, 8)} {Cell(count.Value, 12)} {count.Count,4} [{Color(count.Value)}]{bar}[/]");
        }
    }

    public static async Task PrintBytesAsync(MediaDownload download)
    {
        var bytes = new byte[download.Length];
        await download.Content.ReadExactlyAsync(bytes);
        var hex = string.Join(' ', bytes.Select(value => value.ToString("x2", CultureInfo.InvariantCulture)));
        var text = string.Concat(bytes.Select(value => value is > 31 and < 127 ? (char)value : '.'));
        Console.MarkupLine($"{download.Length} of {download.TotalBytes} bytes  {hex}  [grey]{Text(text)}[/]");
    }

    public static void PrintAnswer(string label, bool answer) => Console.MarkupLine($"{Cell(label, 26)} {(answer ? "true" : "false")}");

    /// <summary>Writes paths without line breaks, so that they can be copied.</summary>
    public static void PrintLocations(Arguments arguments, MediaUser user)
    {
        PrintStep("Where the data is", "Open the database with any SQLite or PostgreSQL client, and the files with any viewer.");
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, SamplePaths.Data);
        var folder = relative.StartsWith("..", StringComparison.Ordinal) ? SamplePaths.Data : relative;
        Console.Profile.Out.Writer.WriteLine(arguments.Postgres is null
            ? $"database  {Path.Combine(folder, "catalog.db")}"
            : $"database  select title, type, source_type from unified_media_view where owner_user_id = '{user.Id}';");
        Console.Profile.Out.Writer.WriteLine(arguments.Supabase
            ? "files     the buckets user-media and playground-images"
            : $"files     {Path.Combine(folder, "objects")}");
    }

    private static IAnsiConsole CreateConsole()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        console.Profile.Width = Math.Min(console.Profile.Width, MaxWidth);
        return console;
    }

    private static IEnumerable<(string Group, FacetCount Count)> Group(string name, IReadOnlyList<FacetCount> counts) =>
        counts.Select((count, index) => (index == 0 ? name : "", count));

    private static TableColumn Column(string title) => new(title) { Padding = new Padding(0, 0, 1, 0), NoWrap = true };

    private static string Badge(SourceType source) => $"[{Color(source.ToString())}]{Cell(source.ToString(), 10)}[/]";

    private static string Color(string value) => value switch
    {
        "upload" => "green",
        "playground" => "magenta",
        "enhanced" => "yellow",
        "stock" => "aqua",
        _ => "blue",
    };

    // An id begins with its creation time, so items of one run differ only in their last characters.
    private static string Short(MediaId id) => $"…{id.ToString()[^8..]}";

    private static string Size(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} B",
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:F1} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):F1} MiB"),
    };

    private static string Cell(string text, int width) =>
        Text(text.Length > width ? $"{text[..(width - 1)]}…" : text.PadRight(width));

    // File names and titles may contain terminal escape sequences.
    private static string Text(string text) =>
        Markup.Escape(string.Concat(text.Select(character => char.IsControl(character) ? '?' : character)));
}
