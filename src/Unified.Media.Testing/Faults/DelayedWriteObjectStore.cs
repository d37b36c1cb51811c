using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>
/// An object store decorator that delays puts. A delayed put throws with an unknown outcome and runs when the test calls
/// <see cref="CompleteDelayedPutsAsync"/>, like a request that reaches the server after the client has timed out.
/// </summary>
public sealed class DelayedWriteObjectStore(IObjectStore inner) : DelegatingObjectStore(inner)
{
    private readonly Lock _gate = new();
    private readonly Queue<Func<CancellationToken, Task>> _delayedPuts = [];
    private int _remainingDelays;

    /// <summary>The number of delayed puts that have not run yet.</summary>
    public int PendingPuts
    {
        get
        {
            lock (_gate)
            {
                return _delayedPuts.Count;
            }
        }
    }

    /// <summary>Delays the next put. Each call delays one more put.</summary>
    public void DelayNextPut()
    {
        lock (_gate)
        {
            _remainingDelays++;
        }
    }

    /// <summary>Runs the delayed puts in order. A put whose key already exists has no effect.</summary>
    /// <returns>The number of puts that stored an object.</returns>
    public async Task<int> CompleteDelayedPutsAsync(CancellationToken cancellationToken)
    {
        var completed = 0;
        while (Take() is { } put)
        {
            try
            {
                await put(cancellationToken).ConfigureAwait(false);
                completed++;
            }
            catch (MediaConflictException)
            {
                // Another put has stored an object under the key before.
            }
        }

        return completed;
    }

    /// <inheritdoc/>
    public override async Task<StoredObject> PutAsync(
        ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken)
    {
        if (!TakeDelay())
        {
            return await Inner.PutAsync(location, body, options, cancellationToken).ConfigureAwait(false);
        }

        // Copy the bytes, because the caller may close the body after the failure.
        using var copy = new MemoryStream();
        var stream = await body.OpenReadAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            await stream.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
        }

        var bytes = ObjectBody.FromBytes(copy.ToArray());
        lock (_gate)
        {
            _delayedPuts.Enqueue(token => Inner.PutAsync(location, bytes, options, token));
        }

        throw new MediaProviderException(
            "A delay was injected: the outcome of the put is unknown.", ProviderName)
        {
            Code = MediaErrorCode.OutcomeUnknown,
            OutcomeUnknown = true,
        };
    }

    private bool TakeDelay()
    {
        lock (_gate)
        {
            return _remainingDelays > 0 && _remainingDelays-- > 0;
        }
    }

    private Func<CancellationToken, Task>? Take()
    {
        lock (_gate)
        {
            return _delayedPuts.TryDequeue(out var put) ? put : null;
        }
    }
}
