using System.Collections.Concurrent;

namespace Unified.Media.Supabase;

public sealed partial class SupabaseBucket
{
    private const int MaxDeletions = 1_000;
    private const int ChecksAtOnce = 8;

    /// <summary>Deletes an object.</summary>
    /// <returns>False when there was none.</returns>
    public Task<bool> DeleteAsync(string key, CancellationToken cancellationToken = default) =>
        DeleteAsync(key, null, cancellationToken);

    /// <summary>
    /// Deletes many objects, a thousand with one call. Storage says success whatever happens; keys that it does not name in its answer are
    /// looked at one by one.
    /// </summary>
    public async Task<SupabaseBatchDeletion> DeleteManyAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        string[] distinct = [.. keys.Distinct(StringComparer.Ordinal)];
        foreach (var key in distinct)
        {
            ObjectKey.Require(Locate(key));
        }

        var identity = await _parts.Transport.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        var deleted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var batch in distinct.Chunk(MaxDeletions))
        {
            deleted.UnionWith(await DeleteBatchAsync(batch, identity, cancellationToken).ConfigureAwait(false));
        }

        var (absent, refused) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
        await Parallel.ForEachAsync(
            distinct.Where(key => !deleted.Contains(key)).ToArray(),
            new ParallelOptions { MaxDegreeOfParallelism = ChecksAtOnce, CancellationToken = cancellationToken },
            async (key, token) => (await IsThereAsync(key, identity, token).ConfigureAwait(false) ? refused : absent).Add(key))
            .ConfigureAwait(false);
        return new([.. deleted], [.. absent.Order(StringComparer.Ordinal)], [.. refused.Order(StringComparer.Ordinal)]);
    }

    private async Task<bool> DeleteAsync(string key, StorageIdentity? begunFor, CancellationToken cancellationToken)
    {
        var location = Locate(key);
        ObjectKey.Require(location);
        _parts.Signing.Forget(location);
        var state = new StorageCallState(new(HttpMethod.Delete, ObjectPath.Of("object", location), "delete the object")
        {
            BegunFor = begunFor,
            IsWrite = true,
        });
        try
        {
            return await _parts.Transport.TryAsync(state, static (_, _) => ValueTask.FromResult(true), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (StorageFault fault) when (fault.Kind == StorageFaultKind.NoObject)
        {
            // An earlier try may have done it.
            return state.OutcomeUnknown;
        }
        catch (StorageFault fault)
        {
            throw StorageTransport.Translate(fault, state);
        }
    }

    private async Task<IEnumerable<string>> DeleteBatchAsync(string[] batch, StorageIdentity identity, CancellationToken cancellationToken)
    {
        foreach (var key in batch)
        {
            _parts.Signing.Forget(Locate(key));
        }

        var call = new StorageCall(HttpMethod.Delete, ObjectPath.Of("object", Name), "delete the objects")
        {
            BegunFor = identity,
            Content = _ => SupabaseContent.Of(new(batch), SupabaseJson.Default.DeletionBody),
            IsWrite = true,
        };
        var answer = await _parts.Transport.SendAsync(call, SupabaseJson.Default.ListedBodyArray, cancellationToken).ConfigureAwait(false);
        return answer.Select(item => item.Name);
    }

    // Deleting one by one says what the batch hides: that a policy forbids it.
    private async Task<bool> IsThereAsync(string key, StorageIdentity identity, CancellationToken cancellationToken)
    {
        try
        {
            await DeleteAsync(key, identity, cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (MediaAccessDeniedException exception) when (exception.InnerException is StorageFault)
        {
            return true;
        }
    }
}
