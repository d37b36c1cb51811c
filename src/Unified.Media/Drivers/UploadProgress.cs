using System.ComponentModel;

namespace Unified.Media.Drivers.IO;

/// <summary>
/// Reports the progress of an upload. The progress does not decrease when a retry sends bytes a second time. It is complete only when every
/// byte is stored. This class is not safe for concurrent use.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class UploadProgress
{
    private readonly IProgress<MediaProgress>? _listener;
    private readonly long _length;
    private long _reported;

    /// <param name="listener">Receives the progress; null for none.</param>
    /// <param name="length">The total number of bytes.</param>
    public UploadProgress(IProgress<MediaProgress>? listener, long length)
    {
        _listener = listener;
        _length = length;
    }

    /// <summary>Reports the number of bytes sent so far. The last byte is reported by <see cref="ReportStored"/>.</summary>
    public void ReportSent(long count)
    {
        if (count > _reported && count < _length)
        {
            _reported = count;
            _listener?.Report(new(count, _length));
        }
    }

    /// <summary>Reports that every byte is stored.</summary>
    public void ReportStored() => _listener?.Report(new(_length, _length));
}
