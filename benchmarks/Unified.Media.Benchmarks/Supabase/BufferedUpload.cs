using System.Net;

namespace Unified.Media.Benchmarks;

/// <summary>
/// Uploads like a client that accepts byte arrays only, such as the client of the legacy application: copies the file to memory, then to an
/// array, then sends blocks of 4 KiB with synchronous calls on a pool thread and reports progress after each block.
/// </summary>
internal sealed class BufferedUpload : HttpContent
{
    private const int BlockLength = 4096;

    private readonly MemoryStream _content;
    private readonly IProgress<float> _progress = new Progress<float>();

    private BufferedUpload(byte[] bytes)
    {
        _content = new(bytes);
        Headers.ContentLength = bytes.Length;
    }

    public static async Task<BufferedUpload> CreateAsync(Stream file, CancellationToken cancellationToken)
    {
        using var memory = new MemoryStream();
        await file.CopyToAsync(memory, cancellationToken);
        return new(memory.ToArray());
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _content.Length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.Run(() =>
    {
        var block = new byte[BlockLength];
        var sent = 0L;
        for (int count; (count = _content.Read(block, 0, block.Length)) > 0;)
        {
            sent += count;
            _progress.Report(sent * 100f / _content.Length);
            stream.Write(block, 0, count);
        }
    });

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }
}
