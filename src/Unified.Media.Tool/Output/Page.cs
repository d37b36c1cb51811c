using System.Globalization;
using Spectre.Console;

namespace Unified.Media.Tool;

/// <summary>
/// What people read: tables and lines, in colour on a terminal, and as plain columns anywhere else. Texts come from databases, so they lose
/// their control characters, and every one of them loses secrets.
/// </summary>
internal sealed class Page(IAnsiConsole console, Secrets secrets, bool isTerminal)
{
    public void Gap() => console.WriteLine();

    public void Heading(string text) => console.MarkupLine($"[bold]{Text(text)}[/]");

    public void Line(string text) => console.MarkupLine(Text(text));

    /// <summary>A text for programs: it is not broken, and nothing in it is replaced but secrets.</summary>
    public void Raw(string text) => console.Profile.Out.Writer.Write(secrets.Hide(text));

    public void Quiet(string text) => console.MarkupLine($"[grey]{Text(text)}[/]");

    public void Line(Mark mark, string text, string? more = null)
    {
        var (sign, colour) = mark switch
        {
            Mark.Good => ("ok", "green"),
            Mark.Warning => ("warn", "yellow"),
            Mark.Bad => ("FAIL", "red"),
            _ => ("-", "grey"),
        };
        console.MarkupLine($"[{colour}]{sign,-4}[/]  {Text(text)}{(more is null ? "" : $"  [grey]{Text(more)}[/]")}");
    }

    public void Detail(string text, int indent = 6) => console.Write(new Padder(new Markup(Text(text)), new Padding(indent, 0, 0, 0)));

    /// <summary>Names and values in two columns; values that are absent are left out.</summary>
    public void Fields(params IEnumerable<(string Name, string? Value)> fields)
    {
        var shown = fields.Where(field => field.Value is not null).ToArray();
        var width = shown.Max(field => field.Name.Length);
        foreach (var (name, value) in shown)
        {
            console.MarkupLine($"[grey]{Text(name.PadRight(width))}[/]  {Text(value!)}");
        }
    }

    /// <summary>A table; a title that begins with <c>#</c> makes its column one of numbers.</summary>
    public void Table(IReadOnlyList<string> titles, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var table = new Table { ShowHeaders = true };
        table.Border(isTerminal ? TableBorder.Simple : TableBorder.None).BorderStyle("grey");
        foreach (var title in titles)
        {
            var column = new TableColumn(Text(title.TrimStart('#'))) { Padding = new Padding(0, 0, 2, 0), NoWrap = !isTerminal };
            table.AddColumn(title.StartsWith('#') ? column.RightAligned() : column);
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Markup(Text(cell ?? ""))).ToArray<Spectre.Console.Rendering.IRenderable>());
        }

        console.Write(table);
    }

    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    public static string Elapsed(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:F0} ms"),
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours} h {time.Minutes} min"),
    };

    public static string Size(long? bytes) => bytes switch
    {
        null => "",
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:F1} KiB"),
        < 1024L * 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):F1} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024 * 1024):F1} GiB"),
    };

    private string Text(string text) =>
        Markup.Escape(
            string.Concat(secrets.Hide(text).Select(character => char.IsControl(character) && character != '\n' ? '?' : character)));
}
