namespace Unified.Media.Benchmarks;

/// <summary>A sample file in memory, so that every inspection completes synchronously.</summary>
internal sealed class InspectedFile
{
    private const int Calls = 1_000;

    private readonly SeekableContent _content;

    public InspectedFile(string name, byte[] bytes)
    {
        Name = name;
        Length = bytes.Length;
        _content = new(new MemoryStream(bytes, writable: false), 0, bytes.Length);
        Format = MediaFormat.Recognize(bytes) ?? throw new InvalidOperationException($"{name} was not recognised.");
    }

    public string Name { get; }

    public int Length { get; }

    public MediaFormat Format { get; }

    public void Inspect() => ReadHeader();

    public void Scan() => Completed(MediaFormat.ScanAsync(ReadHeader(), _content, stripMetadata: true, CancellationToken.None));

    /// <summary>Returns the bytes that a call allocates beyond its result, and the size of the result in bytes.</summary>
    public (double Beyond, long Result) AllocatedBytes()
    {
        var properties = ReadHeader();
        var result = Measure(() => _ = properties with { }) / Calls;
        return ((Measure(Inspect) / (double)Calls) - result, result);
    }

    private static long Measure(Action call)
    {
        call();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
        {
            call();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static T Completed<T>(ValueTask<T> task) =>
        task.IsCompletedSuccessfully ? task.Result : throw new InvalidOperationException("The call did not complete synchronously.");

    private ContentProperties ReadHeader() => Completed(Format.ReadHeaderAsync(_content, CancellationToken.None));
}
