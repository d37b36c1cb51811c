using Unified.Media.Benchmarks;

if (args is [StorageServerProcess.Argument])
{
    await StorageServerProcess.ServeAsync();
    return;
}

IBenchmarkSection[] sections =
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
if (BenchmarkOptions.Parse(args, [.. sections.Select(section => section.Name)]) is not { } options)
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
foreach (var section in sections.Where(section => options.Sections.Contains(section.Name)))
{
    using var folder = new BenchmarkFolder(options.Folder);
    table.Write(section, await section.RunAsync(options, folder, cancellation.Token));
}

table.WriteSummary();
if (options.JsonPath is { } path)
{
    await table.WriteJsonAsync(path, cancellation.Token);
}
