namespace Unified.Media.Benchmarks;

/// <summary>What the Supabase object store costs beside the barest way to the same server.</summary>
internal sealed class SupabaseSection : ISection
{
    public string Name => "supabase";

    public string Title => "uploads to Storage through the library (with SHA-256) against a bare HttpClient, curl and a buffered client, same server";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkRun run, BenchmarkFolder folder, CancellationToken cancellationToken)
    {
        await using var bench = await StorageBench.CreateAsync(cancellationToken);
        return
        [
            .. await new LargeUploads(bench, folder, run.IsSmall).RunAsync(cancellationToken),
            .. await new SmallUploads(bench, folder, run.IsSmall).RunAsync(cancellationToken),
            .. await new StorageMemory(bench, folder, run.IsSmall).RunAsync(cancellationToken),
            .. await new SignedList(bench, folder).RunAsync(cancellationToken),
        ];
    }
}
