using System.Text.Json;

namespace Unified.Media.Benchmarks;

/// <summary>Writes figures as Markdown tables and as JSON.</summary>
internal sealed class FigureTable(TextWriter output)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly List<(string Section, Figure Figure)> _figures = [];

    public void Write(IBenchmarkSection section, IReadOnlyList<Figure> figures)
    {
        _figures.AddRange(figures.Select(figure => (section.Name, figure)));
        string[] head = ["figure", "measured", "goal", "met", "detail"];
        string[][] rows = [head, .. figures.Select(Cells)];
        var widths = head.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        output.WriteLine($"## {section.Name}: {section.Title}");
        output.WriteLine();
        WriteRow(head);
        WriteRow([.. widths.Select(width => new string('-', width))]);
        foreach (var row in rows.Skip(1))
        {
            WriteRow(row);
        }

        output.WriteLine();

        void WriteRow(string[] cells) =>
            output.WriteLine("| " + string.Join(" | ", cells.Select((cell, column) => cell.PadRight(widths[column]))) + " |");
    }

    public void WriteSummary() => output.WriteLine(
        $"{_figures.Count(entry => entry.Figure.IsMet == true)} goals met, {_figures.Count(entry => entry.Figure.IsMet == false)} missed.");

    public async Task WriteJsonAsync(string path, CancellationToken cancellationToken)
    {
        var file = File.Create(path);
        await using var fileScope = file;
        var entries = _figures.Select(entry =>
            new { entry.Section, entry.Figure.Name, entry.Figure.Measured, entry.Figure.Goal, entry.Figure.IsMet, entry.Figure.Detail });
        await JsonSerializer.SerializeAsync(file, entries, Indented, cancellationToken);
    }

    private static string[] Cells(Figure figure) =>
        [figure.Name, figure.Measured, figure.Goal ?? "", figure.IsMet switch { true => "yes", false => "NO", null => "" }, figure.Detail];
}
