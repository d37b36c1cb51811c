using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>
/// Selects the chunks of a WebP to store. The container length and the flags depend on later chunks, so the plan contains arrays for them, whose
/// bytes are set at the end.
/// </summary>
internal sealed class WebPStripping
{
    private readonly ByteWindow _window;
    private readonly WebPPicture _picture;
    private readonly bool _isExtended;
    private readonly long _end;
    private readonly StripPlan _plan;
    private readonly byte[] _containerLength = new byte[4];
    private readonly byte[] _flags = [0];
    private bool _hasExif;
    private bool _isChanged;

    /// <param name="window">The window over the content.</param>
    /// <param name="end">The end of the container.</param>
    /// <param name="first">The first chunk.</param>
    /// <param name="picture">The content of the first chunk.</param>
    public WebPStripping(ByteWindow window, long end, WebPChunk first, WebPPicture picture)
    {
        _window = window;
        _picture = picture;
        _end = end;
        _isExtended = first.Type == WebPChunk.Extended;
        _flags[0] = (byte)(picture.Flags & ~(WebPPicture.ExifFlag | WebPPicture.XmpFlag));
        _plan = new(window.Format);
        _plan.Keep(0, 4);
        _plan.Write(_containerLength);
        if (_isExtended)
        {
            _plan.Keep(WebPChunk.HeaderLength, first.PayloadStart);
            _plan.Write(_flags);
            _plan.Keep(first.PayloadStart + 1, Math.Min(first.NextOffset, end));
        }
        else
        {
            _plan.Keep(WebPChunk.HeaderLength, Math.Min(first.NextOffset, end));
        }
    }

    /// <summary>The orientation in the EXIF chunk, which only an extended file with the EXIF flag has.</summary>
    public Orientation Orientation { get; private set; } = Orientation.Upright;

    public async ValueTask AddChunkAsync(WebPChunk chunk, CancellationToken cancellationToken)
    {
        if (chunk.Type == WebPChunk.Exif)
        {
            await AddExifAsync(chunk, cancellationToken).ConfigureAwait(false);
        }
        else if (_isExtended && IsNeededToRender(chunk.Type))
        {
            Keep(chunk);
        }
        else
        {
            Remove(chunk.Type == WebPChunk.Xmp ? "xmp" : "application");
        }
    }

    public ContentScan ToScan(ContentProperties properties)
    {
        if (!_isChanged && _flags[0] == _picture.Flags)
        {
            return StripPlan.Unchanged(properties, _end, _window.Length);
        }

        var scan = _plan.ToScan(properties, _end, _window.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(_containerLength, (uint)(scan.Length - WebPChunk.HeaderLength));
        return scan;
    }

    private static bool IsNeededToRender(uint type) => type is
        WebPChunk.Lossy or WebPChunk.Lossless or WebPChunk.Alpha or WebPChunk.Animation
        or WebPChunk.AnimationFrame or WebPChunk.ColorProfile;

    private void Keep(WebPChunk chunk) => _plan.Keep(chunk.Start, Math.Min(chunk.NextOffset, _end));

    private void Remove(string kind)
    {
        _isChanged = true;
        _plan.RecordRemoved(kind);
    }

    private async ValueTask AddExifAsync(WebPChunk chunk, CancellationToken cancellationToken)
    {
        var exif = await ExifBlock.ReadAsync(_window, chunk.PayloadStart, chunk.PayloadLength, cancellationToken).ConfigureAwait(false);
        if (_picture.HasExif && !_hasExif)
        {
            _hasExif = true;
            Orientation = exif.Orientation;
            if (!Orientation.IsUpright)
            {
                _flags[0] |= WebPPicture.ExifFlag;
                var orientationChunk = CreateOrientationChunk(Orientation);
                if (await _window.EqualsAsync(chunk.Start, chunk.End, orientationChunk, cancellationToken).ConfigureAwait(false))
                {
                    Keep(chunk);
                    return;
                }

                _plan.Write(orientationChunk);
            }
        }

        Remove("exif");
        if (exif.HasLocation)
        {
            _plan.RecordRemoved("location");
        }
    }

    private static byte[] CreateOrientationChunk(Orientation orientation)
    {
        var chunk = new byte[WebPChunk.HeaderLength + ExifBlock.MinimalLength];
        BinaryPrimitives.WriteUInt32LittleEndian(chunk, WebPChunk.Exif);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(4), ExifBlock.MinimalLength);
        ExifBlock.Write(chunk.AsSpan(WebPChunk.HeaderLength), orientation);
        return chunk;
    }
}
