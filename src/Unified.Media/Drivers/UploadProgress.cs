using System.ComponentModel;

namespace Unified.Media.Drivers.IO;

/// <summary>
/// Passes an upload's progress on. It never goes back when bytes are sent again, and reaches the end only when everything is stored.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class UploadProgress
{
    private readonly IProgress<MediaProgress>? _listener;
    private readonly long _length;
    private long _reported;

    /// <param name="listener">Told about progress; null for an upload without a listener.</param>
    /// <param name="length">How many bytes will be stored.</param>
    public UploadProgress(IProgress<MediaProgress>? listener, long length)
    {
        _listener = listener;
        _length = length;
    }

    /// <summary>Reports how many bytes from the start have been sent. The last byte counts only once it is stored.</summary>
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
