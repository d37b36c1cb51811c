using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>
/// An object store whose puts can be late: reported with an unknown outcome, and carried out afterwards, on demand, as a request does that
/// is still in the network when its sender gives up.
/// </summary>
public sealed class LateObjectStore(IObjectStore inner) : DelegatingObjectStore(inner)
{
    private readonly Lock gate = new();
    private readonly Queue<Func<CancellationToken, Task>> late = [];
    private int delays;

    /// <summary>How many puts have not landed yet.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return late.Count;
            }
        }
    }

    /// <summary>Makes the next put late; called again, one more.</summary>
    public void DelayNextPut()
    {
        lock (gate)
        {
            delays++;
        }
    }

    /// <summary>Carries out what is late, in order. A put whose key has been taken meanwhile has no effect.</summary>
    /// <returns>How many puts took effect.</returns>
    public async Task<int> LandAsync(CancellationToken cancellationToken)
    {
        var landed = 0;
        while (Take() is { } put)
        {
            try
            {
                await put(cancellationToken).ConfigureAwait(false);
                landed++;
            }
            catch (MediaConflictException)
            {
                // Nobody waits for the answer of a late put.
            }
        }

        return landed;
    }

    /// <inheritdoc/>
    public override async Task<StoredObject> PutAsync(
        ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken)
    {
        if (!TakeDelay())
        {
            return await Inner.PutAsync(location, body, options, cancellationToken).ConfigureAwait(false);
        }

        // The caller may close the body when it is told of the failure.
        using var copy = new MemoryStream();
        var stream = await body.OpenReadAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            await stream.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
        }

        var bytes = ObjectBody.FromBytes(copy.ToArray());
        lock (gate)
        {
            late.Enqueue(token => Inner.PutAsync(location, bytes, options, token));
        }

        throw new MediaProviderException(MediaErrorCode.OutcomeUnknown, ProviderName, "The put is late.", null) { OutcomeUnknown = true };
    }

    private bool TakeDelay()
    {
        lock (gate)
        {
            return delays > 0 && delays-- > 0;
        }
    }

    private Func<CancellationToken, Task>? Take()
    {
        lock (gate)
        {
            return late.TryDequeue(out var put) ? put : null;
        }
    }
}
