namespace Unified.Media.Tool;

/// <summary>The schema as migration files of a Supabase project.</summary>
/// <param name="Folder">The folder of the files.</param>
/// <param name="Written">The files that were written.</param>
/// <param name="Kept">The files that existed with the same text.</param>
internal sealed record SchemaExportReport(string Folder, IReadOnlyList<string> Written, IReadOnlyList<string> Kept) : IReport
{
    public ExitCode ExitCode => ExitCode.Clean;

    public void WriteTo(ReportWriter writer)
    {
        foreach (var file in Written)
        {
            writer.Line(file);
        }

        writer.Status(LineStatus.Ok, $"{DisplayText.Count(Written.Count, "file")} written, {Kept.Count} unchanged", Folder);
        if (Written.Count > 0)
        {
            writer.Note(
                "Apply them with: supabase db push. Each file runs in a transaction, so building an index blocks writes to its table.");
        }
    }
}
