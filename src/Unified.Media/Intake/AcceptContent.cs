namespace Unified.Media;

/// <summary>
/// The rules for the content of one kind. Whatever refuses names every broken rule that can be known by then, those of the request's fields
/// included.
/// </summary>
internal sealed class AcceptContent(MediaKind kind, MediaLimits limits)
{
    public MediaLimits Limits { get; } = limits;

    /// <summary>After the first bytes: what can never become acceptable is not read any further.</summary>
    public void ThrowIfHopeless(ContentFormat? format, int headLength, long? length, IReadOnlyList<RejectionReason> reasons)
    {
        List<RejectionReason> found = [.. reasons];
        if (headLength == 0)
        {
            found.Add(new(RejectionCode.Empty, "There is no content."));
        }
        else
        {
            found.AddRange(TypeReasons(format));
            if (length > Limits.MaxBytes)
            {
                found.Add(TooLarge(length.Value));
            }
        }

        if (found.Count > reasons.Count)
        {
            throw new MediaRejectedException(found);
        }
    }

    /// <summary>While bytes arrive.</summary>
    public void ThrowIfTooLarge(long length, IReadOnlyList<RejectionReason> reasons)
    {
        if (length > Limits.MaxBytes)
        {
            throw new MediaRejectedException([.. reasons, TooLarge(length: null)]);
        }
    }

    /// <summary>When the last byte is here.</summary>
    public static void ThrowIfNotAsDeclared(long length, long? declared, IReadOnlyList<RejectionReason> reasons)
    {
        if (declared is { } expected && expected != length)
        {
            throw new MediaRejectedException([
                .. reasons, new(RejectionCode.LengthMismatch, $"The content has {length} bytes; {expected} were announced.")]);
        }
    }

    /// <summary>After the header, before the walk through the content: a bomb is not walked through.</summary>
    public void ThrowIfHuge(ContentFacts facts, IReadOnlyList<RejectionReason> reasons)
    {
        if (PixelReasons(facts).Any())
        {
            ThrowIfUnacceptable(facts, reasons);
        }
    }

    /// <summary>When the content is known: all rules at once.</summary>
    public void ThrowIfUnacceptable(ContentFacts facts, IReadOnlyList<RejectionReason> reasons)
    {
        List<RejectionReason> found = [.. reasons, .. PixelReasons(facts)];
        if (facts.Frames > Limits.MaxFrames)
        {
            found.Add(new(RejectionCode.TooManyFrames, $"The content has {facts.Frames} frames; at most {Limits.MaxFrames} are allowed."));
        }

        if (facts.Duration > Limits.MaxDuration)
        {
            found.Add(new(RejectionCode.TooLong, $"The content plays {facts.Duration}; at most {Limits.MaxDuration} are allowed."));
        }

        if (found.Count > 0)
        {
            throw new MediaRejectedException(found);
        }
    }

    /// <summary>When the content turned out to be broken.</summary>
    public static MediaRejectedException Broken(MediaFormatException exception, IReadOnlyList<RejectionReason> reasons) =>
        new([.. reasons, new(exception.Code, exception.Message)]);

    private IEnumerable<RejectionReason> TypeReasons(ContentFormat? format)
    {
        if (format is null)
        {
            var unrecognised = MediaFormatException.Unrecognised();
            yield return new(unrecognised.Code, unrecognised.Message);
        }
        else if (format.Kind != kind)
        {
            yield return new(RejectionCode.KindMismatch, $"The content is {format.ContentType}; this takes {kind} content only.");
        }
        else if (Limits.ContentTypes.Count > 0 && !Limits.ContentTypes.Contains(format.ContentType))
        {
            yield return new(RejectionCode.TypeNotAllowed, $"The content is {format.ContentType}; allowed are {string.Join(", ", Limits.ContentTypes)}.");
        }
    }

    private IEnumerable<RejectionReason> PixelReasons(ContentFacts facts)
    {
        if (facts is not { Width: { } width, Height: { } height })
        {
            yield break;
        }

        if ((long)width * height > Limits.MaxPixels)
        {
            yield return new(
                RejectionCode.TooManyPixels, $"The content has {width} x {height} pixels; at most {Limits.MaxPixels} in all are allowed.");
        }

        if (Math.Max(width, height) > Limits.MaxSide)
        {
            yield return new(
                RejectionCode.TooManyPixels, $"The content has a side of {Math.Max(width, height)} pixels; at most {Limits.MaxSide} are allowed.");
        }
    }

    private RejectionReason TooLarge(long? length) => new(
        RejectionCode.TooLarge,
        length is { } bytes
            ? $"The content has {bytes} bytes; at most {Limits.MaxBytes} are allowed."
            : $"The content has more than {Limits.MaxBytes} bytes.");
}
