using System.Net;

namespace Unified.Media.Benchmarks;

/// <summary>
/// What applications do whose client takes arrays: the form's file goes into memory, out of it again as an array, and from there onto the
/// wire 4 KiB at a time with synchronous calls on a thread of the pool, a word to the progress after each. No more and no less than the
/// older client does; nobody listens to the progress.
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

    public static async Task<BufferedUpload> OfAsync(Stream file, CancellationToken cancellationToken)
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
