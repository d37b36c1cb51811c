namespace Unified.Media.Benchmarks;

/// <summary>What the Supabase object store costs beside the barest way to the same server.</summary>
internal sealed class SupabaseSection : ISection
{
    public string Name => "supabase";

    public string Title => "uploads to Storage through the library (with SHA-256) against a bare HttpClient, curl and a buffered client, same server";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkRun run, BenchmarkFolder folder, CancellationToken cancellationToken)
    {
        await using var servers = await StorageProcess.StartAsync(cancellationToken);
        await using var storing = await StorageBench.CreateAsync(servers.Storing, cancellationToken);
        await using var sink = await StorageBench.CreateAsync(servers.Sink, cancellationToken);
        return
        [
            .. await new LargeUploads(sink, folder, run.IsSmall).RunAsync(cancellationToken),
            .. await new LargeUploads(storing, folder, run.IsSmall).RunAsync(cancellationToken),
            .. await new SmallUploads(sink, folder, run.IsSmall).RunAsync(cancellationToken),
            .. await new SmallUploads(storing, folder, run.IsSmall).RunAsync(cancellationToken),
            .. await new StorageMemory(storing, folder, run.IsSmall).RunAsync(cancellationToken),
            .. await new SignedList(storing, folder).RunAsync(cancellationToken),
        ];
    }
}
