namespace Unified.Media.Supabase;

/// <summary>Passes progress on: never back when something is sent again, and to the end only when everything is stored.</summary>
internal sealed class UploadProgress(IProgress<MediaProgress>? listener, long length)
{
    private long _reported;

    public void Sent(long count)
    {
        if (count > _reported && count < length)
        {
            _reported = count;
            listener?.Report(new(count, length));
        }
    }

    public void Stored() => listener?.Report(new(length, length));
}
