using Unified.Media.Benchmarks;

if (args is [StorageProcess.Argument])
{
    await StorageProcess.ServeAsync();
    return;
}

ISection[] sections =
[
    new InspectionSection(),
    new MemorySection(),
    new IntakeSection(),
    new SmallFilesSection(),
    new ListingSection(),
    new MigrationSection(),
    new PostgresSection(),
    new SupabaseSection(),
    new LegacySection(),
];
if (BenchmarkRun.Parse(args, [.. sections.Select(section => section.Name)]) is not { } run)
{
    return;
}

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    cancellation.Cancel();
};
var table = new FigureTable(Console.Out);
foreach (var section in sections.Where(section => run.Sections.Contains(section.Name)))
{
    using var folder = new BenchmarkFolder(run.Folder);
    table.Write(section, await section.RunAsync(run, folder, cancellation.Token));
}

table.WriteSummary();
if (run.JsonPath is { } path)
{
    await table.WriteJsonAsync(path, cancellation.Token);
}
