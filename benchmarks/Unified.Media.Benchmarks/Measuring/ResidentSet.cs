using System.Buffers.Text;

namespace Unified.Media.Benchmarks;

/// <summary>
/// Reads the resident set of the process from <c>/proc</c> without allocating memory. <see cref="Environment.WorkingSet"/>, the fallback on
/// other systems, allocates some kilobytes per call, which would distort the measurement.
/// </summary>
internal sealed class ResidentSet : IDisposable
{
    private const string StatmPath = "/proc/self/statm";

    private readonly Microsoft.Win32.SafeHandles.SafeFileHandle? _file = File.Exists(StatmPath) ? File.OpenHandle(StatmPath) : null;

    public long Read()
    {
        if (_file is null)
        {
            return Environment.WorkingSet;
        }

        // The fields are: total pages, resident pages, and others.
        Span<byte> text = stackalloc byte[128];
        text = text[..RandomAccess.Read(_file, text, 0)];
        return Utf8Parser.TryParse(text[(text.IndexOf((byte)' ') + 1)..], out long pages, out _) ? pages * Environment.SystemPageSize : 0;
    }

    public void Dispose() => _file?.Dispose();
}
