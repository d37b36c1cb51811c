using System.Buffers.Text;

namespace Unified.Media.Benchmarks;

/// <summary>
/// The process's resident set, read without allocating: the framework's own property allocates some kilobytes a call, which would be taken
/// for
/// what is being measured. Where there is no such file the property is read.
/// </summary>
internal sealed class ResidentSet : IDisposable
{
    private const string Source = "/proc/self/statm";

    private readonly Microsoft.Win32.SafeHandles.SafeFileHandle? _file = File.Exists(Source) ? File.OpenHandle(Source) : null;

    public long Read()
    {
        if (_file is null)
        {
            return Environment.WorkingSet;
        }

        // Pages in all, pages resident, and more.
        Span<byte> text = stackalloc byte[128];
        text = text[..RandomAccess.Read(_file, text, 0)];
        return Utf8Parser.TryParse(text[(text.IndexOf((byte)' ') + 1)..], out long pages, out _) ? pages * Environment.SystemPageSize : 0;
    }

    public void Dispose() => _file?.Dispose();
}
