using Spectre.Console;
using Spectre.Console.Rendering;

namespace Unified.Media.Tool;

/// <summary>
/// Writes tables and lines: with colors on a terminal, as plain columns elsewhere. Redacts secrets and
/// replaces control characters in every text, because texts come from databases.
/// </summary>
internal sealed class ReportWriter(IAnsiConsole console, SecretRedactor secrets, bool isTerminal)
{
    public void BlankLine() => console.WriteLine();

    public void Heading(string text) => console.MarkupLine($"[bold]{Text(text)}[/]");

    public void Line(string text) => console.MarkupLine(Text(text));

    /// <summary>Writes a text for programs, such as a script, without wrapping it or replacing control characters. Redacts secrets.</summary>
    public void Raw(string text) => console.Profile.Out.Writer.Write(secrets.Redact(text));

    /// <summary>Writes a line in gray.</summary>
    public void Note(string text) => console.MarkupLine($"[grey]{Text(text)}[/]");

    /// <summary>Writes a line that begins with its status: <c>ok</c>, <c>warn</c> or <c>FAIL</c>.</summary>
    public void Status(LineStatus status, string text, string? note = null)
    {
        var (label, color) = status switch
        {
            LineStatus.Ok => ("ok", "green"),
            LineStatus.Warning => ("warn", "yellow"),
            LineStatus.Error => ("FAIL", "red"),
            _ => ("-", "grey"),
        };
        console.MarkupLine($"[{color}]{label,-4}[/]  {Text(text)}{(note is null ? "" : $"  [grey]{Text(note)}[/]")}");
    }

    public void Indented(string text, int indent = 6) => console.Write(new Padder(new Markup(Text(text)), new Padding(indent, 0, 0, 0)));

    /// <summary>Writes names and values in two columns and leaves out values that are null.</summary>
    public void Fields(params IEnumerable<(string Name, string? Value)> fields)
    {
        var present = fields.Where(field => field.Value is not null).ToArray();
        var width = present.Max(field => field.Name.Length);
        foreach (var (name, value) in present)
        {
            console.MarkupLine($"[grey]{Text(name.PadRight(width))}[/]  {Text(value!)}");
        }
    }

    /// <summary>Writes a table, or nothing if there are no rows. A title that begins with <c>#</c> aligns its column to the right.</summary>
    public void Table(IReadOnlyList<string> titles, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var cells = rows.ToArray();
        if (cells.Length == 0)
        {
            return;
        }

        var table = new Table { ShowHeaders = true };
        table.Border(isTerminal ? TableBorder.Simple : TableBorder.None).BorderStyle("grey");
        foreach (var title in titles)
        {
            var column = new TableColumn(Text(title.TrimStart('#'))) { Padding = new Padding(0, 0, 2, 0), NoWrap = !isTerminal };
            table.AddColumn(title.StartsWith('#') ? column.RightAligned() : column);
        }

        foreach (var row in cells)
        {
            table.AddRow(row.Select(cell => new Markup(Text(cell ?? ""))).ToArray<IRenderable>());
        }

        console.Write(table);
    }

    private string Text(string text) =>
        Markup.Escape(
            string.Concat(secrets.Redact(text).Select(character => char.IsControl(character) && character != '\n' ? '?' : character)));
}
