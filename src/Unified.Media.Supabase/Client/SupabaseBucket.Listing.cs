using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

public sealed partial class SupabaseBucket
{
    /// <summary>
    /// Every object whose key begins with a prefix, in the order of their keys, folders and all. A thousand are read with one call. A
    /// bucket that does not exist is empty.
    /// </summary>
    /// <param name="prefix">The beginning of keys, letter by letter; empty for all.</param>
    /// <param name="cancellationToken">Stops.</param>
    public IAsyncEnumerable<StoredObject> ListAsync(string prefix = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return _reads.ListAsync(Name, prefix, cancellationToken);
    }
}
