using Spectre.Console;
using Spectre.Console.Rendering;

namespace Unified.Media.Tool;

/// <summary>
/// Writes tables and lines: with colors on a terminal, as plain columns elsewhere. Redacts secrets and replaces control characters in all
/// text, because text can come from databases.
/// </summary>
internal sealed class ReportWriter(IAnsiConsole console, SecretRedactor secrets, bool isTerminal)
{
    public void BlankLine() => console.WriteLine();

    public void Heading(string text) => console.MarkupLine($"[bold]{Escape(text)}[/]");

    public void Line(string text) => console.MarkupLine(Escape(text));

    /// <summary>Writes text for programs, such as a script, without wrapping it or replacing control characters. Redacts secrets.</summary>
    public void Raw(string text) => console.Profile.Out.Writer.Write(secrets.Redact(text));

    /// <summary>Writes a line in gray.</summary>
    public void Note(string text) => console.MarkupLine($"[grey]{Escape(text)}[/]");

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
        console.MarkupLine($"[{color}]{label,-4}[/]  {Escape(text)}{(note is null ? "" : $"  [grey]{Escape(note)}[/]")}");
    }

    public void Indented(string text, int indent = 6) => console.Write(new Padder(new Markup(Escape(text)), new Padding(indent, 0, 0, 0)));

    /// <summary>Writes names and values in two columns and leaves out values that are null.</summary>
    public void Fields(params IEnumerable<(string Name, string? Value)> fields)
    {
        var presentFields = fields.Where(field => field.Value is not null).ToArray();
        var width = presentFields.Max(field => field.Name.Length);
        foreach (var (name, value) in presentFields)
        {
            console.MarkupLine($"[grey]{Escape(name.PadRight(width))}[/]  {Escape(value!)}");
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
            var column = new TableColumn(Escape(title.TrimStart('#'))) { Padding = new Padding(0, 0, 2, 0), NoWrap = !isTerminal };
            table.AddColumn(title.StartsWith('#') ? column.RightAligned() : column);
        }

        foreach (var row in cells)
        {
            table.AddRow(row.Select(cell => new Markup(Escape(cell ?? ""))).ToArray<IRenderable>());
        }

        console.Write(table);
    }

    private string Escape(string text) =>
        Markup.Escape(
            string.Concat(secrets.Redact(text).Select(character => char.IsControl(character) && character != '\n' ? '?' : character)));
}
