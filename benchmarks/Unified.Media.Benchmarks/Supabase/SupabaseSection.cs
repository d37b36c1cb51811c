namespace Unified.Media.Benchmarks;

/// <summary>Compares the Supabase object store with minimal clients of the same server.</summary>
internal sealed class SupabaseSection : IBenchmarkSection
{
    public string Name => "supabase";

    public string Title => "uploads to Storage through the library (with SHA-256) against a bare HttpClient, curl and a buffered client, same server";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options, BenchmarkFolder folder, CancellationToken cancellationToken)
    {
        await using var servers = await StorageServerProcess.StartAsync(cancellationToken);
        await using var storing = await StorageBenchmark.CreateAsync(servers.Storing, cancellationToken);
        await using var sink = await StorageBenchmark.CreateAsync(servers.Sink, cancellationToken);
        return
        [
            .. await new LargeUploads(sink, folder, options.IsSmall).RunAsync(cancellationToken),
            .. await new LargeUploads(storing, folder, options.IsSmall).RunAsync(cancellationToken),
            .. await new SmallUploads(sink, folder, options.IsSmall).RunAsync(cancellationToken),
            .. await new SmallUploads(storing, folder, options.IsSmall).RunAsync(cancellationToken),
            .. await new StorageMemory(storing, folder, options.IsSmall).RunAsync(cancellationToken),
            .. await new SignedList(storing, folder).RunAsync(cancellationToken),
        ];
    }
}
