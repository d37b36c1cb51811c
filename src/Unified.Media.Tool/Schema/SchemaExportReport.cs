namespace Unified.Media.Tool;

/// <summary>The schema as migrations of a Supabase project.</summary>
/// <param name="Folder">Where they are.</param>
/// <param name="Written">The files that were written.</param>
/// <param name="Kept">Those that were there already with the same text.</param>
internal sealed record SchemaExportReport(string Folder, IReadOnlyList<string> Written, IReadOnlyList<string> Kept) : IReport
{
    public ExitCode Exit => ExitCode.Clean;

    public void Draw(Page page)
    {
        foreach (var file in Written)
        {
            page.Line(file);
        }

        page.Line(Mark.Good, $"{Written.Count} files written, {Kept.Count} were there already", Folder);
        if (Written.Count > 0)
        {
            page.Quiet(
                "Apply them with: supabase db push. Each runs in a transaction, so building an index makes writers of its table wait.");
        }
    }
}
