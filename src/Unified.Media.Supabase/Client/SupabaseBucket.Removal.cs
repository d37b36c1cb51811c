using System.Runtime.ExceptionServices;

namespace Unified.Media.Supabase;

public sealed partial class SupabaseBucket
{
    /// <summary>Deletes an object.</summary>
    /// <returns>False when there was none.</returns>
    public Task<bool> DeleteAsync(string key, CancellationToken cancellationToken = default) =>
        _deletion.DeleteAsync(Locate(key), cancellationToken);

    /// <summary>
    /// Deletes many objects, a thousand with one call. Storage says success whatever happens; keys that it does not name in its answer are
    /// looked at one by one.
    /// </summary>
    public async Task<BatchDeleteResult> DeleteManyAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        string[] distinct = [.. keys.Distinct(StringComparer.Ordinal)];
        foreach (var key in distinct)
        {
            ObjectKey.Require(Locate(key));
        }

        var results = await _deletion.DeleteManyAsync(Name, distinct, cancellationToken).ConfigureAwait(false);
        if (results.Any(result => result.Error is not null))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (results.FirstOrDefault(result => result.Error is not null && !IsRefusal(result)) is { Error: { } error })
        {
            ExceptionDispatchInfo.Throw(error);
        }

        return new(
            [.. results.Where(result => result is { WasThere: true, Error: null }).Select(result => result.Key)],
            [.. results.Where(result => !result.WasThere).Select(result => result.Key).Order(StringComparer.Ordinal)],
            [.. results.Where(IsRefusal).Select(result => result.Key).Order(StringComparer.Ordinal)]);
    }

    private static bool IsRefusal(DeletedKey result) =>
        result.Error is MediaAccessDeniedException { InnerException: StorageException };
}
