using System.Runtime.ExceptionServices;

namespace Unified.Media.Supabase;

internal sealed partial class SupabaseBucket
{
    public Task<bool> DeleteAsync(string key, CancellationToken cancellationToken = default) =>
        _deleter.DeleteAsync(_user, Locate(key), cancellationToken);

    public async Task<BatchDeleteResult> DeleteManyAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        string[] distinctKeys = [.. keys.Distinct(StringComparer.Ordinal)];
        foreach (var key in distinctKeys)
        {
            ObjectKey.ThrowIfInvalid(Locate(key));
        }

        var results = await _deleter.DeleteManyAsync(_user, Name, distinctKeys, cancellationToken).ConfigureAwait(false);
        if (results.Any(result => result.Error is not null))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (results.FirstOrDefault(result => result.Error is not null && !IsDenied(result)) is { Error: { } error })
        {
            ExceptionDispatchInfo.Throw(error);
        }

        return new()
        {
            Deleted = [.. results.Where(result => result is { Existed: true, Error: null }).Select(result => result.Key)],
            NotFound = [.. results.Where(result => !result.Existed).Select(result => result.Key).Order(StringComparer.Ordinal)],
            Denied = [.. results.Where(IsDenied).Select(result => result.Key).Order(StringComparer.Ordinal)],
        };
    }

    private static bool IsDenied(KeyDeleteResult result) =>
        result.Error is MediaAccessDeniedException { InnerException: StorageException };
}
